"""The words of the pages: key → (Chinese, English)."""

from __future__ import annotations

PAGE_TEXTS: dict[str, tuple[str, str]] = {
    # Overview
    "lead.overview": (
        "这里汇集各部门每年公开的决算报表：每个数字都能回到原文，每条勾稽关系都已核对。先看总体情况，再选一份文件进入下面的页面。",
        "The final accounts that departments publish every year, each figure traceable to its document and each "
        "accounting identity checked. See how things stand, then choose a document and go on below.",
    ),
    "overview.departments": ("部门（单位）", "Departments"),
    "overview.years": ("年度", "Years"),
    "overview.current_documents": ("现行文件", "Current documents"),
    "overview.printed_figures": ("印出的数字", "Printed figures"),
    "overview.refresh": ("最近一次更新", "Last refresh"),
    "overview.refreshed_at": ("时间", "When"),
    "overview.version": ("程序版本", "Program version"),
    "overview.gate": ("发布闸门", "Publishing gate"),
    "overview.expectations": ("数据检验", "Expectations"),
    "overview.never_checked": ("没有检验记录", "no check was recorded"),
    "overview.expectation_counts": (
        "共 {total} 项：通过 {passed}，警示 {warned}，未通过 {failed}",
        "{total} in all: {passed} pass, {warned} warn, {failed} fail",
    ),
    "overview.checks": ("勾稽核对（现行文件）", "Identity checks (current documents)"),
    "overview.broken_hint": (
        "有 {count} 处不相符，请到“数据质量”页查看涉及的单元格。",
        "{count} checks are broken: see their cells on the page Data quality.",
    ),
    "overview.next": ("选一份文件，接着看", "Choose a document and go on"),
    "step.department_year": (
        "这个部门这一年收了多少、花在哪里、三公经费多少。",
        "What the department received and spent that year, on what, and its three public expenses.",
    ),
    "step.statement": (
        "报表照原样排列；点任一格，看它在原文的第几行、旁边写着什么。",
        "The statements as printed; choose a cell to see its line in the document and what stands around it.",
    ),
    "step.subjects": (
        "从类到款到项逐级展开，功能分类与经济分类都有。",
        "From class to section to item, by function and by economic kind.",
    ),
    "step.data_quality": (
        "每条勾稽关系是否成立，不成立的列出单元格；哪些文件被拒收及原因。",
        "Whether each identity holds, the cells of those that do not, and which files were refused and why.",
    ),
    "overview.documents": ("仓库里的文件", "Documents in the warehouse"),
    "overview.documents_hint": (
        "名称带“（本级）”的只是部门本身这一个单位，不能与汇总了下属单位的部门决算直接相比。",
        "A name that ends in （本级） is the department's own unit alone; do not compare it with the consolidated "
        "department, which includes its subordinate units.",
    ),
    # Department and year
    "lead.department_year": (
        "一个部门一年的决算要点，均为决算数（实际执行数），单位{wan}。点数字下面的出处，可看到它在原文中的位置。",
        "The main figures of one department and year: final accounts (what was executed), in units of {wan}. "
        "Follow the link below a figure to see where the document prints it.",
    ),
    "department.own_unit": (
        "这是部门本级（自身这一个单位）的决算，不含下属单位，不能与部门汇总决算直接相比。",
        "These are the accounts of the department's own unit (本级) without its subordinate units; do not compare "
        "them with the consolidated department.",
    ),
    "department.no_summary": ("该文件没有汇总数据。", "This document has no summary."),
    "department.key_figures": ("主要数字", "Key figures"),
    "department.key_figures_hint": (
        "“未印出”表示原文该处空白或没有这张表，不等于零。",
        "“Not printed” means that the place is blank or the statement is missing; it does not mean zero.",
    ),
    "department.more_figures": (
        "人员经费、公用经费与结转结余",
        "Personnel and public expenses, balances carried forward",
    ),
    "figure.income_yuan": ("本年收入合计", "Income of the year"),
    "figure.expenditure_yuan": ("本年支出合计", "Expenditure of the year"),
    "figure.fiscal_appropriation_yuan": ("财政拨款收入", "Fiscal appropriation income"),
    "figure.basic_expenditure_yuan": ("基本支出", "Basic expenditure"),
    "figure.project_expenditure_yuan": ("项目支出", "Project expenditure"),
    "figure.three_public_actual_yuan": ("“三公”经费决算", "Three public expenses, final account"),
    "figure.personnel_yuan": ("人员经费", "Personnel expenses"),
    "figure.public_yuan": ("公用经费", "Public (non-personnel) expenses"),
    "figure.opening_balance_yuan": ("年初结转和结余", "Brought forward"),
    "figure.closing_balance_yuan": ("年末结转和结余", "Carried forward"),
    "figure.not_printed": ("未印出", "not printed"),
    "figure.blank": ("（空白）", "(blank)"),
    "provenance.link": ("出处：{place}", "Source: {place}"),
    "department.income": ("收入来源（{wan}）", "Income by source ({wan})"),
    "department.no_income": ("收入支出决算总表没有印出收入来源。", "The summary statement prints no income by source."),
    "department.of_which": (
        "浅色的“其中”项已包含在上一项之内，不要再加。",
        "Lighter “of which” bars are part of the line above them; do not add them again.",
    ),
    "department.blank_sources": ("以下来源原文为空白：{names}。", "Printed blank: {names}."),
    "department.classes": ("支出按功能类别（{wan}）", "Expenditure by function class ({wan})"),
    "department.no_classes": (
        "收入支出决算总表没有印出分类支出。",
        "The summary statement prints no expenditure by class.",
    ),
    "department.classes_hint": (
        "取自收入支出决算总表的类级数字。要看款、项，请到“科目层级”页；类、款、项互相包含，不能相加。",
        "Class totals of the summary statement. For sections and items go to Subjects; classes contain sections "
        "and items, so levels must never be added together.",
    ),
    "department.split": ("基本支出与项目支出（{wan}）", "Basic and project expenditure ({wan})"),
    "department.no_split": ("支出决算表没有印出这两项。", "The expenditure statement prints neither."),
    "department.split_hint": (
        "基本支出养人养机构，项目支出办具体事；取自支出决算表合计行。",
        "Basic expenditure keeps the organisation running, project expenditure pays for particular tasks; from the "
        "total row of the expenditure statement.",
    ),
    "department.three_public": (
        "“三公”经费：预算与决算（{wan}）",
        "Three public expenses: budget and final account ({wan})",
    ),
    "department.no_three_public": ("没有印出“三公”经费数字。", "No figures on the three public expenses are printed."),
    "department.three_public_hint": (
        "因公出国（境）、公务用车、公务接待三项。车辆小计包含购置与运行，合计包含全部，不要重复相加。",
        "Official travel abroad, vehicles, reception. The vehicle subtotal includes purchase and operation, and the "
        "total includes all, so do not add them up again.",
    ),
    "department.checks": ("这份文件的勾稽核对", "Checks of this document"),
    "department.open_quality": ("查看每条勾稽关系与涉及的单元格", "See every identity and its cells"),
    "chart.as_table": ("以表格查看", "Show as a table"),
    # Statement as printed
    "lead.statement": (
        "按原文的行与栏排列的一张报表，金额单位{wan}。点一格，或用下面两个选框，就能看到这个数在原文中的位置和它参与的核对。",
        "One statement in the rows and columns in which it is printed, amounts in units of {wan}. Click a cell or "
        "use the two boxes to see where the figure stands in the document and which checks it takes part in.",
    ),
    "statement.choose": ("选择报表", "Choose a statement"),
    "statement.superseded": (
        "这是旧版本，已被同一部门同一年度的新文件取代。",
        "This version was superseded by a newer document of the same department and year.",
    ),
    "statement.none": ("这份文件里没有识别出报表。", "No statement was recognised in this document."),
    "statement.no_rows": ("这张表没有数据行。", "This statement has no rows."),
    "statement.declared_empty": (
        "原文说明本表无数据：“{text}”",
        "The document says that it has no data here: “{text}”",
    ),
    "statement.unit": ("原文单位：{unit}", "printed in {unit}"),
    "statement.no_unit": ("未印明", "an unstated unit"),
    "statement.counts": (
        "印出 {printed} 个数，空白 {blank} 格",
        "{printed} printed figures, {blank} blank cells",
    ),
    "statement.choose_line": ("行（项目）", "Line"),
    "statement.choose_measure": ("栏（栏目）", "Column"),
    "statement.choose_help": (
        "与在表中点一格相同，可用键盘操作。",
        "The same as clicking a cell of the table, for the keyboard.",
    ),
    "statement.grid_hint": (
        "空白照样留空，空白不是零。红底的格参与了不相符的核对，黄底的是当前选中的格。类、款、项逐级包含，不要相加。",
        "A blank stays blank; it is not a zero. Red cells take part in a broken check, the yellow one is chosen. "
        "Classes, sections and items contain each other: do not add them up.",
    ),
    "statement.grid_alt": ("报表原样", "Statement as printed"),
    "statement.unreadable": ("无法辨认：{text}", "unreadable: {text}"),
    "statement.provenance": ("这个数从哪里来", "Where this figure comes from"),
    "provenance.amount": ("金额", "Amount"),
    "provenance.text": ("原文", "As printed"),
    "provenance.nothing_printed": ("（什么也没有印）", "(nothing printed)"),
    "provenance.file": ("文件", "File"),
    "provenance.place": ("位置", "Place"),
    "provenance.row_column": ("行列", "Row and column"),
    "provenance.reference": ("单元格地址", "Cell address"),
    "provenance.box": ("页面坐标（点）", "Box on the page (points)"),
    "provenance.unit": ("原文单位", "Printed unit"),
    "provenance.half_width": ("末位舍入幅度", "Rounding of the last digit"),
    "provenance.line_evidence": ("行的依据", "Line known by"),
    "provenance.measure_evidence": ("栏的依据", "Column known by"),
    "provenance.state": ("性质", "State"),
    "provenance.lines_around": (
        "原文中的前后几行（黄底为所在行）",
        "The lines around it in the document (its own in yellow)",
    ),
    "provenance.no_lines": (
        "这种格式没有行号，请按单元格地址查找。",
        "This format has no lines; use the cell address.",
    ),
    "provenance.several_places": (
        "原文在 {count} 处印了这一格，逐一列出。",
        "The document prints this cell in {count} places; all are shown.",
    ),
    "provenance.checks": ("它参与的核对", "Checks it takes part in"),
    "provenance.checks_hint": (
        "差额与允许差额单位为{wan}；允许差额由印出的小数位数推得，不是人为设定。",
        "Difference and tolerance in units of {wan}; the tolerance follows from the printed decimals.",
    ),
    "provenance.no_checks": ("没有勾稽关系涉及这一格。", "No identity involves this cell."),
    "provenance.open_check": ("到“数据质量”页查看第一条", "Open the first of them on the page Data quality"),
    # Subjects
    "lead.subjects": (
        "一张报表、一个栏目的金额，按科目的类、款、项逐级展开，单位{wan}。点图中一块放大，点上方路径返回；下面的表每次只列一级。",
        "The amounts of one statement and one column by subject: class, section, item, in units of {wan}. Click a "
        "box to go deeper and the path above to come back; the table below lists one level at a time.",
    ),
    "subjects.none": ("这份文件没有按科目印出的金额。", "This document prints no amounts by subject."),
    "subjects.choose_statement": ("选择报表", "Choose a statement"),
    "subjects.choose_measure": ("选择栏目", "Choose a column"),
    "subjects.one_statement": (
        "各表口径不同、互相重叠，所以一次只看一张。",
        "Statements overlap and differ in scope, so only one is shown at a time.",
    ),
    "subjects.drill": ("展开到", "Drill down to"),
    "subjects.all": ("全部科目", "All subjects"),
    "subjects.picture_hint": (
        "块中的数是原文为该科目印出的数，不是下级之和；没有印出金额的科目不在图中。",
        "A box carries the amount printed for its subject, not the sum of what is below it; a subject without a "
        "printed amount is not drawn.",
    ),
    "subjects.picture_alt": ("{statement}的科目层级图", "Icicle of the subject hierarchy of: {statement}"),
    "subjects.table": ("逐级列表", "Table by level"),
    "subjects.level": ("级别", "Level"),
    "subjects.level_help": (
        "类三位代码，款五位，项七位；下级代码以上级代码开头。",
        "A class has 3 digits, a section 5, an item 7; a code begins with its parent's.",
    ),
    "subjects.level_warning": (
        "每次只列一级：上级已包含下级，跨级相加会重复计算。",
        "One level at a time: a parent includes its children, so adding across levels counts twice.",
    ),
    "subjects.printed_for_it": ("原文为该科目印出的数", "printed for this subject"),
    "subjects.source_of": ("查看哪个科目的出处", "Show the source of"),
    "subjects.open_source": ("看它在原文中的位置", "See it in the document"),
    # Nothing to show
    "setup.missing.title": ("还没有决算仓库", "There is no warehouse yet"),
    "setup.missing.words": (
        "没有找到下面这个文件。运行一次更新即可生成。",
        "The file below does not exist. One refresh makes it.",
    ),
    "setup.empty.title": ("仓库是空的", "The warehouse is empty"),
    "setup.empty.words": (
        "文件可以打开，但里面没有任何文件的数据。请载入至少一份部门决算。",
        "The file opens, but it holds no document. Load at least one departmental final account.",
    ),
    "setup.foreign.title": ("这不是本程序发布的仓库", "This is not a warehouse of this program"),
    "setup.foreign.words": (
        "文件可以打开，但缺少需要的表或列：可能由另一个版本生成，或者是别的数据库。",
        "The file opens, but tables or columns are missing: another version made it, or it is some other database.",
    ),
    "setup.foreign.detail": ("缺少", "Missing"),
    "setup.unreadable.title": ("仓库文件打不开", "The warehouse cannot be opened"),
    "setup.unreadable.words": (
        "文件存在，但无法作为 DuckDB 仓库读取：可能损坏，或正被别的程序占用。",
        "The file exists but cannot be read as a DuckDB warehouse: it may be damaged, or another program holds it.",
    ),
    "setup.unreadable.detail": ("原因", "Reason"),
    "setup.path": ("查找的文件", "The file looked for"),
    "setup.what_to_run": ("该运行什么", "What to run"),
    "setup.refresh_bundled": ("用自带的示例文件生成仓库：", "Build the warehouse from the bundled sample:"),
    "setup.refresh_own": ("或载入自己的文件或文件夹：", "Or load your own documents or a folder of them:"),
    "setup.after": ("完成后按下面的按钮，不必重新启动。", "Then press the button; no restart is needed."),
    "setup.look_again": ("重新查看", "Look again"),
}
