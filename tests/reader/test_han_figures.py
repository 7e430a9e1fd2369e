"""Figures in Chinese sentences: which name an amount is of, whether it came, and in which currency it is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.sources import thesis_of
from thesis_tui.model.proposals import ObservationProposal
from thesis_tui.reader.propose import propose

SHAN = "2999.HK 山海控股"
PUBLISHED = date(2026, 2, 10)


def read(text: str, of: str = SHAN) -> list[ObservationProposal]:
    return list(propose(text, thesis_of(of), PUBLISHED, PUBLISHED).observations)


def figures(text: str, of: str = SHAN) -> list[tuple[str, str, str]]:
    return [
        (
            item.name.removesuffix(", expected"),
            f"{item.quantity.base:f}"
            if item.quantity.base_high is None
            else f"{item.quantity.base:f}-{item.quantity.base_high:f}",
            item.basis,
        )
        for item in read(text, of)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山海控股第三季营收82.4亿元,同比增长12.6%,环比下降3.1%;净利润9.3亿元。",
            [
                ("revenue", "8240000000", "reported"), ("revenue, change", "12.6", "reported"),
                ("revenue, change", "-3.1", "reported"), ("net income", "930000000", "reported"),
            ],
        ),
        (
            "山海控股2025年营收和净利润分别为310亿元和42亿元,同比分别增长8%和下滑5%。",
            [
                ("revenue", "31000000000", "reported"), ("net income", "4200000000", "reported"),
                ("revenue, change", "8", "reported"), ("net income, change", "-5", "reported"),
            ],
        ),
        ("山海控股去年录得1.4亿令吉收益。", [("revenue", "140000000", "reported")]),
        ("山海控股毛利率方面,第四季升至41.2%。", [("gross margin", "41.2", "reported")]),
        ("山海控股毛利率同比下降2.1个百分点至37%。", [("gross margin", "37", "reported")]),
        ("山海控股净负债率由35%下降至28%。", [("debt to equity", "28", "reported")]),
        ("山海控股派发末期股息每股0.32港元。", [("dividend", "0.32", "reported")]),
        ("山海控股海外业务收入占比升至30%。", []),
        ("山海控股股价今日跌4.2%,成交额12亿元,跌幅居前。", []),
        ("山海控股的产品开启第二成长曲线,收入理想。", []),
    ],
)  # fmt: skip
def test_an_amount_is_of_the_name_in_its_clause_or_goes_on_about_the_last(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山海控股净利润9.3亿元,低于市场预期的10.1亿元。",
            [("net income", "930000000", "reported"), ("net income", "1010000000", "estimated")],
        ),
        (
            "山海控股预计2026年资本开支60至65亿元,毛利率约41%;去年资本开支为52亿元。",
            [
                ("capital spending", "6000000000-6500000000", "guided"), ("gross margin", "41", "guided"),
                ("capital spending", "5200000000", "reported"),
            ],
        ),
        (
            "高盛预计山海控股未来两年净利润为12/15亿元。",
            [("net income", "1200000000", "estimated"), ("net income", "1500000000", "estimated")],
        ),
        ("山海控股第四季业绩胜预期,收入增长22%。", [("revenue, change", "22", "reported")]),
        ("山海控股收入24亿元,优于分析师预期。", [("revenue", "2400000000", "reported")]),
        ("公司表示,2026年收入增长目标为15%至18%。", [("revenue, change", "15-18", "guided")]),
    ],
)  # fmt: skip
def test_what_is_expected_holds_until_something_came(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


def test_a_year_earlier_is_of_its_clause_alone_and_an_amount_of_it_is_no_figure() -> None:
    found = read("山海控股第四季收入24亿元,去年同期收入20亿元,净利润3亿元。")
    assert [f"{item.quantity.base:f}" for item in found] == ["2400000000", "300000000"]
    assert {item.period.label for item in found if item.period} == {"第四季"}


def test_of_several_years_none_is_taken_for_the_period_of_every_amount() -> None:
    found = read("该行预测山海控股2026/2027年每股盈利为1.2/1.5元。")
    assert [item.period and item.period.start for item in found] == [None, None]


@pytest.mark.parametrize(
    ("of", "text", "currency"),
    [
        ("2999.TW 山海控股", "山海控股第三季營收82億元。", "TWD"),
        (SHAN, "山海控股第三季純利82億元。", "HKD"),
        (SHAN, "山海控股第三季純利82億元人民幣,上季純利80億元。", "CNY"),
        (SHAN, "山海控股第三季净利润82亿元。", "CNY"),
        ("603999.SS 山海控股", "山海控股第三季净利润82亿元。", "CNY"),
    ],
)
def test_the_currency_called_yuan_is_that_of_who_writes(of: str, text: str, currency: str) -> None:
    assert {item.unit for item in read(text, of)} == {currency}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山海控股24H1实现营收3.5亿元,同比-5.1%。",
            [("revenue", "350000000", "reported"), ("revenue, change", "-5.1", "reported")],
        ),
        (
            "山海控股维持买入评级。2026-2027年营业收入预计12/16亿元。",
            [("revenue", "1200000000", "estimated"), ("revenue", "1600000000", "estimated")],
        ),
        ("山海控股维持买入评级。公司预计2026年收入12亿元。", [("revenue", "1200000000", "guided")]),
        ("山海控股2026E营收20亿元。", [("revenue", "2000000000", "estimated")]),
        ("山海控股研发费用占营业收入比例9.2%,毛利率为30%。", [("gross margin", "30", "reported")]),
        ("山海控股收入目标增长11%,高于行业8.5%的增速。", [("revenue, change", "11", "guided")]),
        ("山海控股净资产收益率从2023年8.1%升至9%。", [("return on equity", "9", "reported")]),
    ],
)  # fmt: skip
def test_notes_of_brokers(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "山海控股每股盈利5.6仙,派中期息2仙。",
            [("earnings per share", "0.056", "reported"), ("dividend", "0.02", "reported")],
        ),
        (
            "山海控股纯利料达30亿元,较2024年纯利22亿元,按年升33%。",
            [("net income", "3000000000", "guided"), ("net income, change", "33", "guided")],
        ),
        ("山海控股经营利润120亿元,较高盛预测高出6%。", [("operating income", "12000000000", "reported")]),
    ],
)
def test_what_a_chinese_clause_compares_with_is_no_figure(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山海控股毛利率较去年同期回落2.4个百分点,为31%。", [("gross margin", "31", "reported")]),
        ("山海控股研发开支继续增加,第三季达4.7亿元。", [("research and development", "470000000", "reported")]),
        ("山海控股员工持续增加,第三季达4.7亿元。", []),
        (
            "研报估算山海控股净利润各为5.1/7.2亿元。",
            [("net income", "510000000", "estimated"), ("net income", "720000000", "estimated")],
        ),
        (
            "山海控股收入24亿元,优于市场原先估计的20亿元。",
            [("revenue", "2400000000", "reported"), ("revenue", "2000000000", "estimated")],
        ),
    ],
)  # fmt: skip
def test_a_clause_that_only_says_how_much_is_of_the_name_before_it(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山海控股公告,2025年净利润3.2亿元,公司拟10派4.5元。",
         [("net income", "320000000", "reported"), ("dividend", "0.45", "reported")]),
        ("山海控股每10股派发现金红利2元(含税)。", [("dividend", "0.2", "reported")]),
        ("山海控股每股派发现金红利2元。", [("dividend", "2", "reported")]),
        ("山海控股已回购420万股,占总股本的0.61%,支付总金额3,150万元。", [("share buyback", "31500000", "reported")]),
        ("山海控股拟以支付现金方式购买海图科技51%股权。", []),
        ("山海控股去年扣除非经常性损益的净利润1.1亿元,净利润1.6亿元。", [
            ("adjusted net income", "110000000", "reported"), ("net income", "160000000", "reported"),
        ]),
        ("山海控股预计2025年亏损3亿元至4亿元,此前预计亏损1亿元至2亿元。",
         [("net loss", "-400000000--300000000", "guided")]),
        ("山海控股上半年净利润同比增长41.5%—58.2%。", [("net income, change", "41.5-58.2", "reported")]),
        ("山海控股1-10月签约金额52亿元,同比下降7%。",
         [("contracted sales", "5200000000", "reported"), ("contracted sales, change", "-7", "reported")]),
        ("山海控股的发行对象为不超过35名特定投资者。", []),
    ],
)  # fmt: skip
def test_what_companies_of_the_mainland_announce(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


def test_a_release_of_somebody_else_is_not_the_theses_own() -> None:
    assert figures("远景重工公告,上半年净利润1.4亿元,同比增长12%。") == []
    assert figures("公司公告,上半年净利润1.4亿元。", "601999.SS 山海控股") == [("net income", "140000000", "reported")]


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("山海控股发布三季报,前三季度营收23亿元。", []),
        ("山海控股发布2026年半年度报告摘要,报告期内营收19亿元。", []),
        ("山海控股去年归属于上市公司股东的净利润1亿元,前三季度2亿元。", []),
        ("山海控股将于2026年5 月6 日召开股东大会。", [("2026-05-06", "2026-05-06")]),
        ("山海控股股东将在2026年6月5日至12月2日减持股份。", [("2026-06-05", "2026-12-02")]),
        ("山海控股发布年报,预计新厂在第三季度投产。", [("2026-07-01", "2026-09-30")]),
    ],
)  # fmt: skip
def test_the_period_of_a_chinese_report_is_no_time_to_come(text: str, windows: list[tuple[str, str]]) -> None:
    found = propose(text, thesis_of(SHAN), PUBLISHED, PUBLISHED).milestones
    assert [(str(item.earliest), str(item.latest)) for item in found] == windows


def test_a_quotation_set_behind_a_chinese_name_is_its_price() -> None:
    found = propose("山海控股(10.150,0.32,3.26%)已累计回购20万股。", thesis_of(SHAN), PUBLISHED, PUBLISHED)
    assert [str(item.value) for item in found.prices] == ["10.150"]
    assert not found.levels


def test_amounts_of_several_years_are_each_of_the_year_in_their_place() -> None:
    text = "山海控股点评:预计2026-2028年营收分别为82亿元、101亿元、117亿元,增速分别为-3%/22%/15%。"
    found = [(f"{item.quantity.base:f}", item.period.label if item.period else "") for item in read(text)]
    assert found == [
        ("8200000000", "2026年"), ("10100000000", "2027年"), ("11700000000", "2028年"),
        ("-3", "2026年"), ("22", "2027年"), ("15", "2028年"),
    ]  # fmt: skip


def test_what_was_forecast_before_is_no_figure() -> None:
    text = "山海控股点评:上调2026年净利润预测至9.4亿元(原预测为8.8亿元)。"
    assert figures(text) == [("net income", "940000000", "estimated")]


def test_what_was_counted_is_no_event() -> None:
    text = "山海控股前三季度累计交付32万辆,第三季度交付13万辆,同比增长6%。"
    found = propose(text, thesis_of(SHAN), date(2026, 11, 10), date(2026, 11, 10))
    assert not found.milestones
    assert [item.period.label for item in found.observations if item.period] == ["前三季度", "第三季度", "第三季度"]


def test_words_for_what_a_share_costs_now_and_should() -> None:
    text = "山海控股当前股价16.4元,合理价在19元左右,突破后看21元,上方17.8-18元为套牢盘密集区。"
    found = propose(text, thesis_of("601999.SS 山海控股"), PUBLISHED, PUBLISHED)
    assert [str(item.value) for item in found.prices] == ["16.4"]
    levels = [(item.kind, str(item.low)) for item in found.levels]
    assert levels == [("target", "19"), ("target", "21"), ("resistance", "17.8")]


def test_how_much_a_sum_rose_may_stand_in_a_clause_of_its_own() -> None:
    text = "山海控股公布,全年纯利人民币12.4亿元,升83.1%,收入增加21%。"
    assert figures(text) == [
        ("net income", "1240000000", "reported"),
        ("net income, change", "83.1", "reported"),
        ("revenue, change", "21", "reported"),
    ]


def test_what_a_share_is_worth_by_somebody_is_a_target() -> None:
    found = propose("山海控股目前约27港元,有分析师估算每股最多值18港元。", thesis_of(SHAN), PUBLISHED, PUBLISHED)
    assert [(item.kind, str(item.low)) for item in found.levels] == [("target", "18")]
