-- One row per document and cell of a check broken at round 5: the change that most witnesses agree on.
{{ break_candidates(5) }}
