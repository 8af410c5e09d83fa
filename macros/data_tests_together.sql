{#-
    The generic data tests of a build, asked in a few queries at its end. A node of dbt costs some 30 ms whatever it does, and
    there are hundreds of tests whose own work is one. The tests stay where dbt has them, in the models' yml: `dbt test` runs
    each by itself. A test of another severity than error runs as its own node. JUESUAN_DATA_TESTS names those to ask;
    without it this does nothing. Those that fail are left in `quality._failed_data_tests`, which juesuan/transform.py reads.
-#}
{% macro data_tests_together() %}
    {%- set wanted = env_var('JUESUAN_DATA_TESTS', '').split() -%}
    {%- if execute and wanted and results | selectattr('status', 'in', ['error', 'fail', 'skipped']) | list | length == 0 -%}
        {%- set questions = [] -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'test' and node.name in wanted -%}
            {%- do questions.append(
                "select '" ~ node.name ~ "' as test_name, count(*) as row_count from (" ~ data_test_sql(node) ~ ") as failing having count(*) > 0"
            ) -%}
        {%- endfor -%}
        {%- do run_query("create schema if not exists quality") -%}
        {%- do run_query("create or replace table quality._failed_data_tests (test_name varchar, row_count bigint)") -%}
        {#- All parts of a union hold their groups in memory at once: few parts at a time. -#}
        {%- for chunk in questions | batch(5) -%}
            {%- do run_query("insert into quality._failed_data_tests\n" ~ chunk | join("\nunion all\n")) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{#- What dbt would run for a generic test: its macro on the rows to look at, `ref('x')` among its arguments resolved. -#}
{% macro data_test_sql(node) -%}
    {%- set arguments = {} -%}
    {%- for name, value in node.test_metadata.kwargs.items() if name != 'model' -%}
        {%- if value is string and value.startswith("ref('") -%}
            {%- set value = relation_of_node(graph.nodes['model.' ~ project_name ~ '.' ~ value[5:-2]]
                if 'model.' ~ project_name ~ '.' ~ value[5:-2] in graph.nodes
                else graph.nodes['seed.' ~ project_name ~ '.' ~ value[5:-2]]) -%}
        {%- endif -%}
        {%- do arguments.update({name: value}) -%}
    {%- endfor -%}
    {%- set tested = graph.nodes[node.attached_node] -%}
    {{ return(context['test_' ~ node.test_metadata.name](
        model=rows_to_test(relation_of_node(tested), tested, node.config.where, node.name), **arguments
    )) }}
{%- endmacro %}

{% macro relation_of_node(node) -%}
    {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
{%- endmacro %}
