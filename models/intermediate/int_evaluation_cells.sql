-- One row per cell of a printed copy of a form, with the vote of the copies on it.
{%- set cell_key = "document_id, form_key, item_kind, item_key, field_code" %}
with cells as (
    select * from {{ ref('stg_raw__evaluation_cells') }}
),

forms as (
    select * from {{ ref('stg_raw__evaluation_forms') }}
),

-- A row of a list of projects is a copy that prints little: what it leaves out is no loss.
copies_counted as (
    select
        document_id,
        form_key,
        greatest(count(case when indicator_count > 0 then 1 end), 1) as copy_count,
        count(*) as printed_copy_count
    from forms
    group by document_id, form_key
),

cells_with_their_copies as (
    select
        cells.*,
        copies_counted.copy_count,
        copies_counted.printed_copy_count
    from cells
    inner join copies_counted
        on
            cells.document_id = copies_counted.document_id
            and cells.form_key = copies_counted.form_key
),

votes_counted as (
    select
        *,
        count(compared_text) over (partition by {{ cell_key }}) as witness_count,
        sum(case when cell_kind = 'unreadable' then 1 else 0 end) over (partition by {{ cell_key }})
            as unreadable_count,
        count(compared_text) over (partition by {{ cell_key }}, compared_text) as vote_count,
        min(compared_text) over (partition by {{ cell_key }}) as first_text,
        max(compared_text) over (partition by {{ cell_key }}) as last_text
    from cells_with_their_copies
    where printed_copy_count > 1
),

-- Most votes, then the cleanest print, then the best evidence, then the longest (extraction loses more than it
-- invents), then the first copy.
copies_ranked as (
    select
        *,
        row_number() over (
            partition by {{ cell_key }}
            order by
                case when compared_text is null then 1 else 0 end asc,
                vote_count desc,
                noise_count asc,
                evidence_rank asc,
                length(value_text) desc,
                copy_number asc
        ) as election_rank
    from votes_counted

    union all

    -- What is printed once is elected without a vote.
    select
        *,
        case when compared_text is null then 0 else 1 end as witness_count,
        case when cell_kind = 'unreadable' then 1 else 0 end as unreadable_count,
        case when compared_text is null then 0 else 1 end as vote_count,
        compared_text as first_text,
        compared_text as last_text,
        1 as election_rank
    from cells_with_their_copies
    where printed_copy_count = 1
),

final as (
    select
        copies_ranked.document_id,
        copies_ranked.form_id,
        copies_ranked.form_key,
        copies_ranked.form_number,
        copies_ranked.copy_number,
        copies_ranked.item_kind,
        copies_ranked.item_key,
        copies_ranked.item_number,
        copies_ranked.field_code,
        copies_ranked.cell_kind,
        copies_ranked.value_text,
        copies_ranked.value_number,
        copies_ranked.printed_decimals,
        copies_ranked.value_evidence,
        copies_ranked.evidence_rank,
        copies_ranked.unread_reason,
        cast(copies_ranked.copy_count as integer) as copy_count,
        cast(copies_ranked.witness_count as integer) as witness_count,
        cast(copies_ranked.vote_count as integer) as vote_count,
        copies_ranked.election_rank = 1 as is_elected,
        case
            when copies_ranked.witness_count = 0 and copies_ranked.unreadable_count > 0 then 'unreadable'
            when copies_ranked.witness_count = 0 then 'blank'
            when copies_ranked.first_text <> copies_ranked.last_text then 'disputed'
            when copies_ranked.copy_count = 1 then 'single'
            when copies_ranked.witness_count < copies_ranked.copy_count then 'filled_by_copy'
            when copies_ranked.witness_count >= copies_ranked.copy_count then 'agreed'
        end as cell_state,
        copies_ranked.source_page,
        copies_ranked.source_line,
        copies_ranked.table_index,
        copies_ranked.source_row,
        copies_ranked.source_column,
        copies_ranked.source_text
    from copies_ranked
)

select * from final
