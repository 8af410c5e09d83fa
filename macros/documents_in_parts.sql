{#-
    A whole build makes a large model by document in parts: some documents at a time, in the order of their ids. What its joins
    and sums hold in memory then follows the part and not the corpus, and the finished table is laid out by document. The SQL of
    such a model names the first and the last document of "this part"; the materialization runs it once for each part with
    their ids in place. How many parts there are follows from the rows that it reads: `juesuan` says how many it may read at a
    time (JUESUAN_ROWS_AT_A_TIME); without a word every model is made in one piece.

    A model that looks at other documents of its department says so, `meta: {looks_at: department}`, and is made in one piece.
-#}
{% macro is_made_in_parts(node) -%}
    {{ return(
        execute
        and flags.WHICH in ('build', 'run')
        and node.config.materialized == 'by_document'
        and node.config.meta.get('looks_at') != 'department'
        and parts_of_documents(node) | length > 1
    ) }}
{%- endmacro %}

{#- The first and the last document of each part. Asked for once: what is compiled and what is run must be the same parts. -#}
{% macro parts_of_documents(node) -%}
    {%- set kept = kept_in_this_run('parts_of_documents') -%}
    {%- if node.unique_id not in kept -%}
        {%- set parts = [] -%}
        {%- set rows_at_a_time = env_var('JUESUAN_ROWS_AT_A_TIME', '') | int -%}
        {%- set part_count = (rows_read_by(node) / rows_at_a_time) | round(0, 'ceil') | int if rows_at_a_time > 0 else 1 -%}
        {%- if part_count > 1 -%}
            {%- set found = run_query(
                'select min(document_id) as first_id, max(document_id) as last_id from ('
                ~ 'select document_id, ntile(' ~ part_count ~ ') over (order by document_id) as part from raw.documents'
                ~ ') as numbered group by part order by part'
            ) -%}
            {%- for row in found.rows -%}
                {%- do parts.append({'first': row['first_id'], 'last': row['last_id']}) -%}
            {%- endfor -%}
        {%- endif -%}
        {%- do kept.update({node.unique_id: parts}) -%}
    {%- endif -%}
    {{ return(kept[node.unique_id]) }}
{%- endmacro %}

{#- The rows of all tables that a model reads, by itself or through views. -#}
{% macro rows_read_by(node) -%}
    {%- set sizes = {} -%}
    {%- for row in run_query(
        "select schema_name || '.' || table_name as name, estimated_size as row_count from duckdb_tables() "
        ~ "where database_name = current_database()"
    ).rows -%}
        {%- do sizes.update({row['name']: row['row_count'] | int}) -%}
    {%- endfor -%}
    {%- set read = [] -%}
    {%- for read_id in tables_read_by(node, []) -%}
        {%- set read_node = graph.nodes.get(read_id) or graph.sources[read_id] -%}
        {%- do read.append(sizes.get(read_node.schema ~ '.' ~ (read_node.alias or read_node.identifier), 0)) -%}
    {%- endfor -%}
    {{ return(read | sum) }}
{%- endmacro %}

{% macro tables_read_by(node, found) -%}
    {%- for read_id in node.depends_on.nodes if read_id not in found -%}
        {%- do found.append(read_id) -%}
        {%- set read_node = graph.nodes.get(read_id) -%}
        {%- if read_node and read_node.config.materialized == 'view' -%}
            {%- do tables_read_by(read_node, found) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{#- A range of ids passes over all blocks of a table that is laid out by document but those of the part. -#}
{% macro rows_in_part(relation) -%}
    (select * from {{ relation }} where document_id between '(first of this part)' and '(last of this part)')
{%- endmacro %}

{% macro sql_of_part(sql, part) -%}
    {{ return(
        sql
        | replace("'(first of this part)'", "'" ~ part.first ~ "'")
        | replace("'(last of this part)'", "'" ~ part.last ~ "'")
    ) }}
{%- endmacro %}
