"""From rows read to rows counted: what each step keeps and how many it leaves out, for events and for patents."""

import plotly.graph_objects as go

from .style import INK, NORMAL, PALE, SMALL, blank, finish, say, wrapped

NEEDS = ("funnel", "account")
KINDS = {"event": ("Events", "事件", "#009E73"), "patent": ("Patents", "专利", "#0072B2")}
ROW, BREAK = 42, 1.0  # px per step; rows between the two kinds


def draw(data, language, cluster=None):
    """The figure; `cluster` is not used."""
    title = say(language, "From rows read to units counted", "从读入的记录到计入的单位")
    steps = data["funnel"].sort_values(["unit_kind", "position"])
    if steps.empty:
        return blank(title=title, why=say(language, "no row was read", "没有读入的记录"), language=language)
    figure, row, ticks = go.Figure(), 0.0, {}
    for kind, (en, zh, colour) in KINDS.items():
        mine = steps[steps["unit_kind"] == kind]
        if len(mine):
            row += BREAK if row else 0.6
            _add_heading(figure, say(language, en, zh), row - 0.72)
            rows = [row + place for place in range(len(mine))]
            ticks |= dict(zip(rows, mine[f"step_{language}"], strict=True))
            _add_bars(figure, mine, rows, colour, language)
            row = rows[-1] + 1
    figure.update_xaxes(visible=False, range=[0, 1.36])
    figure.update_yaxes(range=[row - 0.4, -0.5], tickvals=list(ticks), showgrid=False, tickfont=dict(size=SMALL),
                        ticktext=[_step(text) for text in ticks.values()])
    figure.update_layout(barmode="overlay", bargap=0)
    return finish(figure, title=title, note=_note(data["account"], steps, language), plot=round(ROW * (row + 0.1)),
                  left=300, right=20, above=0, below=14, language=language,
                  subtitle=say(language, "Bar: rows that remain after the step, as a part of the first row. Right: "
                               "rows that the step leaves out.",
                               "条形：该步骤后保留的记录占首行的比例；右侧：该步骤剔除的记录。"))


def _step(text):
    return wrapped(text[:1].upper() + text[1:], 46)


def _add_heading(figure, text, row):
    figure.add_annotation(text=f"<b>{text}</b>", xref="paper", x=0, xanchor="left", yref="y", y=row, yanchor="middle",
                          showarrow=False, font=dict(size=NORMAL, color=INK))


def _add_bars(figure, steps, rows, colour, language):
    """Bars of one kind, on a scale that ends with its first step."""
    whole = max(1, int(steps["n"].iloc[0]))
    figure.add_trace(go.Bar(
        x=[int(n) / whole for n in steps["n"]], y=rows, orientation="h", width=0.62, marker_color=colour,
        text=[f"{n:,}" for n in steps["n"]], textposition="outside", textfont=dict(size=NORMAL, color=INK),
        cliponaxis=False, hoverinfo="skip", showlegend=False))
    for row, left_out in zip(rows, steps["left_out"], strict=True):
        if left_out:
            words = say(language, f"− {left_out:,} left out", f"− 剔除{left_out:,}")
            figure.add_annotation(text=words, xref="paper", x=1, xanchor="right", y=row, yref="y", showarrow=False,
                                  font=dict(size=SMALL, color=PALE))


def _note(account, steps, language):
    several = steps["unit_kind"].nunique() > 1
    read, kept, twice, rejected = (int(account[name].sum()) for name in ("read", "kept", "duplicate", "rejected"))
    return say(language,
               f"n = {read:,} rows read from {len(account)} files: {kept:,} kept, {twice:,} repeat another row, "
               f"{rejected:,} were rejected, each with a reason in the table `rejected`."
               + (" The two kinds have scales of their own." if several else ""),
               f"n = 从{len(account)}个文件读入{read:,}行：保留{kept:,}行，重复{twice:,}行，"
               f"剔除{rejected:,}行（理由见表rejected）。"
               + ("两类数据各用各的刻度。" if several else ""))
