-- One row per document and cell corrected in round 1.
{{ break_corrections(1) }}
