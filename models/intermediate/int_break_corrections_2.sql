-- One row per document and cell corrected in round 2.
{{ break_corrections(2) }}
