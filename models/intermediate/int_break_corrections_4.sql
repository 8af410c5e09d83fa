-- One row per document and cell corrected in round 4.
{{ break_corrections(4) }}
