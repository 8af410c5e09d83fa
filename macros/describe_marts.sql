{#- The descriptions of the marts and their columns as comments in the database, where an analyst's own tool shows
    them. One statement after a build: the adapter's persist_docs would send one for each of the columns. -#}
{% macro describe_marts() %}
    {%- if execute and flags.WHICH in ("build", "run") -%}
        {%- set statements = [] -%}
        {%- for result in results if result.node.resource_type == "model" and result.node.schema == "marts" and result.status == "success" and not keeps_its_comments(result.node) -%}
            {%- set node = result.node -%}
            {%- set kind = "view" if node.config.materialized == "view" else "table" -%}
            {%- set relation = node.schema ~ "." ~ node.name -%}
            {%- if node.description -%}
                {%- do statements.append("comment on " ~ kind ~ " " ~ relation ~ " is '" ~ node.description | replace("'", "''") ~ "'") -%}
            {%- endif -%}
            {%- for column in node.columns.values() if column.description -%}
                {%- do statements.append(
                    "comment on column " ~ relation ~ "." ~ column.name ~ " is '" ~ column.description | replace("'", "''") ~ "'"
                ) -%}
            {%- endfor -%}
        {%- endfor -%}
        {#- Each by itself would be a transaction of its own, at four times the cost. -#}
        {{ "begin transaction;\n" ~ statements | join(";\n") ~ ";\ncommit" if statements else "select 1" }}
    {%- else -%}
        select 1
    {%- endif -%}
{% endmacro %}

{#- A table that rows were added to is the table that was described when it was made. -#}
{% macro keeps_its_comments(node) -%}
    {{ return(
        node.config.materialized == "by_document"
        and load_cached_relation(documents_in_scope()) is not none
        and node.name not in env_var('JUESUAN_REBUILT_WHOLE', '').split()
    ) }}
{%- endmacro %}
