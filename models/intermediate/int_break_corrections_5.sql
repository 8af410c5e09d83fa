-- One row per document and cell corrected in round 5.
{{ break_corrections(5) }}
