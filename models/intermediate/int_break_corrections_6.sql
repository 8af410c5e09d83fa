-- One row per document and cell corrected in round 6.
{{ break_corrections(6) }}
