-- One row per document and cell corrected in round 3.
{{ break_corrections(3) }}
