-- One row per candidate of round 5: the slip that explains it, and the change that the slip makes.
{{ break_slips(5) }}
