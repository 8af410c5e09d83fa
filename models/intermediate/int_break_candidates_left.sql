-- One row per document and cell of a check still broken after all rounds: the change demanded, and the slip behind it.
with {{ break_state(break_rounds() | length + 1) }},

{{ break_slips(only_unrefuted=true) }}

select * from candidates
