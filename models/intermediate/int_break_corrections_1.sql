-- One row per document and cell that stands in the wrong column, as round 1 accepts.
{{ break_moves(1) }}
