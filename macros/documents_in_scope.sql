{#-
    Which documents a build works on. `juesuan` writes the table below before a build that only adds to what is there:
    the documents that are new, gone or changed since the last build that ended well. Without the table a build is whole.
    docs/architecture.md, "Incremental by document", says what a model must do.
-#}
{% macro documents_in_scope() -%}
    {{ return(api.Relation.create(
        database=target.database, schema='intermediate', identifier='_documents_in_scope', type='table'
    )) }}
{%- endmacro %}

{#-
    Whether this build is limited to documents, and what it makes of `relation` is therefore added to what stands there. Asked
    once a run: dbt looks through all relations for each that it is asked for, and every `ref` asks.
-#}
{% macro is_limited_to_scope(relation) -%}
    {%- if not execute or flags.WHICH not in ('build', 'run', 'test') or flags.FULL_REFRESH -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set known = kept_in_this_run('limited_to_scope') -%}
    {%- set name = relation | string -%}
    {%- if name not in known -%}
        {%- do known.update({name:
            load_cached_relation(documents_in_scope()) is not none and load_cached_relation(relation) is not none
        }) -%}
    {%- endif -%}
    {{ return(known[name]) }}
{%- endmacro %}

{#- A dictionary that all that is rendered in a run shares; `graph` itself outlives the run where a manifest is used again. -#}
{% macro kept_in_this_run(name) -%}
    {{ return(graph.setdefault(name ~ ' ' ~ invocation_id, {})) }}
{%- endmacro %}

{#- A model of which every row belongs to one document, and hangs on the rows of that document (or of its family) only. -#}
{% macro is_by_document(node) -%}
    {{ return(
        node.resource_type == 'model'
        and (node.config.materialized == 'by_document' or node.config.meta.get('by_document', false))
    ) }}
{%- endmacro %}

{#-
    The documents in scope, as constants: a list is a filter that reaches the tables behind a view. A model sees one list from
    its first `ref` to its end, kept under its name: another model may widen the scope meanwhile, and what is taken out must be
    what is made again.
-#}
{% macro scope_of_this_node() -%}
    {%- set kept = kept_in_this_run('documents_in_scope') -%}
    {%- if model.unique_id not in kept -%}
        {%- set found = run_query('select document_id from ' ~ documents_in_scope() ~ ' order by all') -%}
        {%- do kept.update({model.unique_id: "'" ~ (found.columns[0].values() | join("', '")) ~ "'"}) -%}
    {%- endif -%}
    {{ return(kept[model.unique_id]) }}
{%- endmacro %}

{% macro rows_in_scope(relation) -%}
    (select * from {{ relation }} where {{ is_in_scope() }})
{%- endmacro %}

{#-
    A list of constants passes over blocks by their least and greatest id, and is a join for every row of the others, whose
    columns are all read for it. A function of the id alone is asked once for each entry of a block's dictionary, and what it
    refuses is not read: a tenth of the time where ids stand in no order, as in raw. It looks along the list, so few ids only.
-#}
{% macro is_in_scope() -%}
    {%- set ids = scope_of_this_node() -%}
    document_id in ({{ ids }})
    {%- if ids.split(', ') | length <= 100 %} and list_contains([{{ ids }}], document_id){% endif -%}
{%- endmacro %}

{#-
    A singular test of which every row hangs on the rows of one document says so, `config(meta={'by_document': true})`, and
    looks at the documents in scope, unless something that it looks at is made anew.
-#}
{% macro is_asked_in_scope() -%}
    {{ return(
        model.resource_type == 'test'
        and model.config.meta.get('by_document', false)
        and not is_rebuilt_whole([model.name])
    ) }}
{%- endmacro %}

{#-
    In a model that is added to, another model by document is read for the documents in scope only; in one that is made in
    parts, for the documents of the part.
-#}
{% macro ref() -%}
    {%- set relation = builtins.ref(*varargs, **kwargs) -%}
    {%- if execute and (model.config.materialized == 'by_document' or is_asked_in_scope()) -%}
        {%- set node = graph.nodes.get('model.' ~ project_name ~ '.' ~ varargs[-1]) -%}
        {%- if node and is_by_document(node) -%}
            {%- if is_limited_to_scope(relation if model.resource_type == 'test' else this) -%}
                {{ return(rows_in_scope(relation)) }}
            {%- elif is_made_in_parts(model) -%}
                {{ return(rows_in_part(relation)) }}
            {%- endif -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(relation) }}
{%- endmacro %}

{#-
    A data test of a model that was added to looks at the rows of the documents in scope: the others were tested when
    they were built. JUESUAN_REBUILT_WHOLE names the models that this build makes anew and the tests that look at one of them,
    or are new themselves: those look at everything.
-#}
{% macro get_where_subquery(relation) -%}
    {%- set tested = graph.nodes.get(model.attached_node) if execute and model.attached_node else none -%}
    {{ return(rows_to_test(relation, tested, config.get('where', ''), model.name)) }}
{%- endmacro %}

{% macro rows_to_test(relation, tested, where, test_name) -%}
    {%- set looked_at = relation -%}
    {%- if tested and is_by_document(tested) and is_limited_to_scope(relation) and not is_rebuilt_whole([tested.name, test_name]) -%}
        {%- set looked_at = rows_in_scope(relation) -%}
    {%- endif -%}
    {{ return("(select * from " ~ looked_at ~ " where " ~ where ~ ")" if where else looked_at) }}
{%- endmacro %}

{% macro is_rebuilt_whole(names) -%}
    {%- set rebuilt = env_var('JUESUAN_REBUILT_WHOLE', '').split() -%}
    {{ return(names | select('in', rebuilt) | list | length > 0) }}
{%- endmacro %}

{#-
    Documents for a test of the SQL itself, which is the same for every document: as constants, all where there are few, else so
    many of them; of those in scope for a test that looks at these. Ids are hashes of the bytes, so that the first ones are a
    sample that is the same each time.
-#}
{% macro documents_sampled(count) -%}
    {%- set among = 'raw.documents' -%}
    {%- if execute and is_asked_in_scope() and load_cached_relation(documents_in_scope()) is not none -%}
        {%- set among = documents_in_scope() -%}
    {%- endif -%}
    {%- set sample = "select document_id from " ~ among ~ " order by document_id limit " ~ count -%}
    {%- if not execute or flags.WHICH not in ('build', 'test') -%}
        {{ return(sample) }}
    {%- endif -%}
    {{ return("'" ~ (run_query(sample).columns[0].values() | join("', '")) ~ "'") }}
{%- endmacro %}
