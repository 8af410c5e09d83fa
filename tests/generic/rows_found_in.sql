{#-
    Every row finds a row of another model by several columns at once, where none of its own is null.
    `to_columns` are the other model's names for `columns`, in the same order; by default they have the same names.
-#}
{% test rows_found_in(model, columns, to, to_columns=none) %}

with children as (
    select distinct
        {{ columns | join(',\n        ') }}
    from {{ model }}
    where
        {%- for column in columns %}
        {{ "and " if not loop.first }}{{ column }} is not null
        {%- endfor %}
),

parents as (
    select * from {{ to }}
)

select children.*
from children
left join parents
    on
        {%- for column in columns %}
        {{ "and " if not loop.first }}children.{{ column }} = parents.{{ (to_columns or columns)[loop.index0] }}
        {%- endfor %}
where parents.{{ (to_columns or columns)[0] }} is null

{% endtest %}
