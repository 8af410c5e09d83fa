{#-
    A table of which every row belongs to one document. Where it stands already and the build is limited to documents,
    their rows are taken out and made again; everything else stays as it is.
-#}
{% materialization by_document, adapter="duckdb", supported_languages=["sql"] %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type="table") -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement("main") -%}
        {%- if is_limited_to_scope(this) and existing_relation.is_table %}
            delete from {{ target_relation }}
            where {{ is_in_scope() }};
            insert into {{ target_relation }} {{ columns_by_name() }}
            select * from (
                {{ compiled_code }}
            )
        {%- else %}
            {%- set parts = parts_of_documents(model) if is_made_in_parts(model) else [none] %}
            {%- for part in parts %}
                {%- set sql = compiled_code if part is none else sql_of_part(compiled_code, part) %}
                {%- if loop.first %}
                    {{ table_replaced(existing_relation, target_relation, sql) }}
                {%- else %}
                    insert into {{ target_relation }} {{ columns_by_name() }}
                    select * from (
                        {{ sql }}
                    );
                {%- endif %}
            {%- endfor %}
        {%- endif %}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}


{#-
    A table whose rows come from many documents: departments, subjects, names elected. It is always made whole, and what
    has changed in it widens the scope of the models after it. `reaches` says how:
        keys      columns of this table by which models by document look it up (document_id where it is one of them);
        columns   the columns that they take from it, so that a count which grows with each document reaches nobody;
        through   the model by document that says which documents have those keys; not needed for document_id;
        family    a column of this table: documents that share it with one in scope come into scope with it;
        related   a column with a document that document_id looks at: whoever looks at one in scope comes into scope, and
                  then all that it looks at, and what those look at: whatever is made again finds what it looks at in scope.
    Without `reaches` any change widens the scope to every document, which is slow and never wrong. A table that no model
    by document reads reaches nobody.
-#}
{% materialization across_documents, adapter="duckdb", supported_languages=["sql"] %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type="table") -%}
    {%- set is_limited = is_limited_to_scope(this) and existing_relation.is_table -%}
    {%- set before = api.Relation.create(schema=this.schema, identifier=this.identifier ~ '__before') -%}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement("main") -%}
        {%- if is_limited %}
            create or replace temp table {{ before.identifier }} as select * from {{ existing_relation }};
        {%- endif %}
        {{ table_replaced(existing_relation, target_relation) }}
        {%- if is_limited and is_read_by_document() %};
            {{ scope_widened_by_changes(before.identifier, target_relation, config.get('meta', {}).get('reaches', {})) }}
        {%- endif %}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}


{% macro scope_widened_by_changes(before, after, reaches) -%}
    {%- set keys = reaches.get('keys', []) -%}
    {%- set looked_at = (keys + reaches.get('columns', [])) | join(', ') or '*' -%}
    {%- set changes %}
        (
            (select {{ looked_at }} from {{ before }} except select {{ looked_at }} from {{ after }})
            union all
            (select {{ looked_at }} from {{ after }} except select {{ looked_at }} from {{ before }})
        ) as changes
    {%- endset %}
    {%- if not keys or (keys != ['document_id'] and load_cached_relation(relation_of(reaches['through'])) is none) %}
        {%- set reached = 'select document_id from raw.documents where exists (select 1 from ' ~ changes ~ ')' %}
    {%- elif keys == ['document_id'] %}
        {%- set reached = 'select changes.document_id from ' ~ changes %}
    {%- else %}
        {%- set through = relation_of(reaches['through']) %}
        {%- set reached = 'select documents.document_id from ' ~ through ~ ' as documents inner join '
            ~ changes ~ ' using (' ~ (keys | join(', ')) ~ ')' %}
    {%- endif %}
    {%- if reaches.get('family') %}
        {%- set of_family = 'select family.document_id from ' ~ after ~ ' as family where family.' ~ reaches['family']
            ~ ' in (select ' ~ reaches['family'] ~ ' from ' ~ after ~ ' where document_id in ('
            ~ 'select document_id from ' ~ documents_in_scope() ~ ' union all ' ~ reached ~ '))' %}
        {%- set reached = reached ~ ' union all ' ~ of_family %}
    {%- endif %}
    insert into {{ documents_in_scope() }}
    select distinct document_id from ({{ reached }})
    where document_id not in (select document_id from {{ documents_in_scope() }})
    {%- if reaches.get('related') %};
        {{ scope_widened_to_related(after, reaches['related']) }}
    {%- endif %}
{%- endmacro %}


{%- macro scope_widened_to_related(relations, related) %}
        insert into {{ documents_in_scope() }}
        select distinct document_id from {{ relations }}
        where
            {{ related }} in (select document_id from {{ documents_in_scope() }})
            and document_id not in (select document_id from {{ documents_in_scope() }});
        insert into {{ documents_in_scope() }}
        with recursive looked_at as (
            select {{ related }} as document_id from {{ relations }}
            where document_id in (select document_id from {{ documents_in_scope() }})
            union
            select relations.{{ related }}
            from looked_at
            inner join {{ relations }} as relations
                on looked_at.document_id = relations.document_id
        )

        select document_id from looked_at
        where document_id not in (select document_id from {{ documents_in_scope() }})
{%- endmacro %}


{%- macro is_read_by_document() -%}
    {#- One that is made whole is no reader: what changes in it reaches further by itself. -#}
    {%- for node in graph.nodes.values() if model.unique_id in node.depends_on.nodes and is_by_document(node) -%}
        {%- if node.config.materialized != 'across_documents' -%}
            {{ return(true) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(false) }}
{%- endmacro %}


{%- macro relation_of(model_name) -%}
    {%- set node = graph.nodes['model.' ~ project_name ~ '.' ~ model_name] -%}
    {{ return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) }}
{%- endmacro %}


{% macro table_replaced(existing_relation, target_relation, sql=none) -%}
    {%- if existing_relation is not none %}
        drop {{ existing_relation.type }} if exists {{ existing_relation }} cascade;
    {%- endif %}
    {{ create_table_as(False, target_relation, compiled_code if sql is none else sql) }}
{%- endmacro %}

{#- A contract fixes the columns and their order; without one, code that is unchanged gives them in the order they have. -#}
{% macro columns_by_name() -%}
    {{ 'by name' if config.get('contract').enforced else '' }}
{%- endmacro %}
