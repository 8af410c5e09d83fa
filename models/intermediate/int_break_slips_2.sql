-- One row per candidate of round 2: the slip that explains it, and the change that the slip makes.
{{ break_slips(2) }}
