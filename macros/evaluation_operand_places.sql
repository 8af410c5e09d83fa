{#- Where a number of a self-evaluation form stands as an operand: the rows it comes from and its place. -#}
{% macro evaluation_operand_places() -%}
    {%- set places = [
        {'rows': 'funds', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
            'measure': "'total_' || phase", 'where': "source_code = 'total'"},
        {'rows': 'funds', 'statement': 'evaluation_project', 'kind': 'form', 'line': 'form_key',
            'measure': "'total_' || phase", 'where': "source_code = 'total' and form_kind = 'project'"},
        {'rows': 'funds', 'statement': 'evaluation_project_funds', 'kind': 'named', 'line': "form_key || '.' || phase",
            'measure': 'source_code', 'where': "form_kind = 'project'"},
        {'rows': 'funds', 'statement': 'evaluation_department', 'kind': 'named', 'line': 'phase',
            'measure': 'source_code', 'where': "form_kind = 'department' and form_count = 1"},
        {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
            'measure': 'measure_code', 'where': "item_kind <> 'indicator'"},
        {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
            'measure': "'execution_rate_capped'", 'where': "measure_code = 'execution_rate'", 'value': 'least(value_number, 100)'},
        {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
            'measure': "'execution_score_in_total'", 'where': "measure_code = 'execution_score' and not is_total_of_indicators_only"},
        {'rows': 'numbers', 'statement': 'evaluation_form', 'kind': 'form', 'line': 'form_key',
            'measure': "'execution_weight'", 'where': "measure_code = 'execution_score' and is_execution_weight_unprinted",
            'value': 'cast(null as decimal(20, 6))', 'unread': "'unreadable'"},
        {'rows': 'numbers', 'statement': 'evaluation_indicator', 'kind': 'indicator',
            'line': "form_key || '.' || item_key", 'measure': 'measure_code', 'where': "item_kind = 'indicator'"},
    ] %}
    {{ return(places) }}
{%- endmacro %}
