-- One row per document and cell of a check that is broken after all rounds: what is left to suspect.
{{ break_candidates(6) }}
