{#- The expression is true for every row: null is not true. -#}
{% test true_for_every_row(model, expression) %}

select *
from {{ model }}
where ({{ expression }}) is not true

{% endtest %}
