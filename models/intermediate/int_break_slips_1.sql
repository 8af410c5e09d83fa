-- One row per candidate of round 1: the slip that explains it, and the change that the slip makes.
{{ break_slips(1) }}
