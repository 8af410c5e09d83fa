{#- The words of a finding with {code}, {name} and {other} filled in from columns of those names. -#}
{% macro finding_message(words, found) -%}
    replace(
        replace(replace({{ words }}, '{code}', {{ found }}.code), '{name}', {{ found }}.name),
        '{other}',
        {{ found }}.other
    )
{%- endmacro %}
