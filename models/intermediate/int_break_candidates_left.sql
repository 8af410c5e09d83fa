-- One row per document and cell of a check still broken after all rounds: the change demanded, and the slip behind it.
{{ break_slips(break_rounds() | length + 1, only_unrefuted=true) }}
