{#-
    What stands behind an amount in 万元, by language: English writes the unit as China's statistical yearbooks do, and as
    a factor, so that `6381.83 × 10,000 yuan` is not read as two numbers. The explorer's `unit.wan` and the seed
    finding_words say the same (tests/python/findings/test_finding_seeds.py).
-#}
{% macro ten_thousand_yuan(language) -%}
    {{ {'zh': '万元', 'en': '× 10,000 yuan'}[language] }}
{%- endmacro %}
