-- One row per document and cell of a check broken at round 4: the change that most witnesses agree on.
{{ break_candidates(4) }}
