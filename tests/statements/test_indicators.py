"""What a figure measures: the rules of ``indicators`` and of figures that go on from others."""

from collections.abc import Callable

import pytest

from povgraph.model import Observation

Observe = Callable[[str], list[Observation]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who has left poverty, and who has not
        ("吉林省12个贫困县都摘了帽。", ["counties-delisted"]),
        ("吉林省3万建档立卡贫困人口全部脱贫。", ["persons-lifted"]),
        ("通榆县还有29个村未出列。", ["poor-villages"]),
        ("通榆县还有2000人未脱贫。", ["poor-population"]),
        ("吉林省有2个县退出贫困县序列。", ["counties-delisted"]),
        ("此次退出的县共有贫困村120个。", []),
        ("吉林省退出的县共有贫困村120个。", ["poor-villages"]),
        # what those who are counted do
        ("通榆县有10名贫困群众在车间上班。", ["persons-employed"]),
        ("通榆县有300名搬迁群众就近务工。", ["persons-employed"]),
        ("通榆县157户贫困户搬了出去。", ["households-relocated"]),
        ("通榆县2600人住进新居。", ["persons-relocated"]),
        ("通榆县150户贫困户跟着养羊。", ["households-benefited"]),
        ("通榆县培训搬迁群众3100人次。", ["persons-trained"]),
        ("通榆县560亩坡地种上花椒。", ["planted-area"]),
        # what goes on from the figure before
        ("通榆县贫困发生率1.7%，一年里下降1.4个百分点。", ["poverty-incidence", "poverty-incidence"]),
        ("通榆县人均可支配收入8000元，又涨到9000元。", ["per-capita-income", "per-capita-income"]),
        ("通榆县贫困人口147人，靖宇县97人。", ["poor-population", "poor-population"]),
        ("吉林省有贫困村1052个，已退出1009个。", ["poor-villages", "villages-delisted"]),
        # wages by the day and by the piece, turnover of a company
        ("村民王桂花一天能挣120元。", ["wage"]),
        ("村民王桂花编一个筐能挣5元。", ["wage"]),
        ("长白山绿源有限公司年收入8200万元。", ["sales"]),
        # what is only bought, sold, surveyed or taken on
        ("通榆县收购药材3150吨。", ["other"]),
        ("通榆县实地走访农户1436户。", ["other"]),
        ("通榆县的车间招了430人。", ["persons-employed"]),
        ("长白山绿源有限公司与14个贫困村签订订单。", ["villages-benefited"]),
        ("通榆县月均收入4800元。", ["wage"]),
        # who benefits, after other counts too, and what is raised is not changed
        ("通榆县带动70个贫困村3万户贫困户。", ["villages-benefited", "households-benefited"]),
        ("通榆县提升30个村的饮水条件。", ["villages-benefited"]),
        ("通榆县跑遍了81个村。", ["other"]),
        # a sum is no number of those to whom it goes
        ("通榆县丰收村分红现在是25万，又有13万是给贫困户的。", ["dividend", "dividend"]),
        # other areas than of crops, and what is added to an income
        ("通榆县林地面积1500亩。", ["other"]),
        ("村民王桂花每个月还能增加2000元的收入。", ["income-gain"]),
        ("通榆县丰收村村集体获红利7万元。", ["dividend"]),
        # a word behind a figure may be the next one's
        ("通榆县培育企业5家、农民专业合作社31个。", ["enterprises", "cooperatives"]),
        # rates and growths of what has no name here, sums of what was sold, lent, rented
        ("通榆县失业率控制在3.5%。", ["other"]),
        ("通榆县订单增长8%。", ["other"]),
        ("村民王桂花去年卖了19只羊，收入2.3万元。", ["other", "sales"]),
        ("通榆县绿源种植专业合作社贷了50万元。", ["loans"]),
        ("村民王桂花租下30亩茶园。", ["land-transferred-area"]),
        ("通榆县2.6万名群众像王桂花一样，从山上搬到了山下。", ["persons-relocated"]),
        ("通榆县搬迁贫困群众3500人。", ["persons-relocated"]),
        # a family's members, its debts, and what a piece brings in
        ("贫困户王桂花一家四口，欠债3万元。", ["population", "other"]),
        ("通榆县种木耳，一袋能挣2块多。", ["other"]),
        ("村民王桂花买进一头架子牛8000元，育肥4个月可卖1.3万元。", ["price", "sales"]),
        # who is helped out of poverty, what a percentage in a row is of, and posts that name no figure
        ("通榆县帮助32户贫困户实现脱贫。", ["households-lifted"]),
        ("通榆县水网覆盖85%的土地，91%的人口。", ["coverage-rate", "coverage-rate"]),
        ("通榆县丰收村第一书记赵铁柱说，丰收村有496户1709人。", ["households", "population"]),
        ("通榆县出栏肉羊5万只。", ["other"]),
        ("通榆县在120个村建设电站。", ["villages-benefited"]),
        ("村民王桂花每月能赚两千块钱。", ["wage"]),
        ("通榆县培训护工5320人，其中3100人在外就业。", ["persons-trained", "persons-employed"]),
        ("通榆县带动搬迁户5200户。", ["households-benefited"]),
        ("通榆县人均月收入4000元。", ["wage"]),
        ("通榆县绿源种植专业合作社每户入股1万元。", ["funds-invested"]),
        # words right around it
        ("通榆县已开工300处，完工200处。", ["projects", "projects"]),
        ("靖宇县支援通榆县2000万元。", ["funds-invested"]),
        ("通榆县茶叶基地超过500亩。", ["planted-area"]),
        ("长白山绿源有限公司招人。如今，300人加入公司。", ["persons-employed"]),
        ("通榆县一头牛犊能卖1万元。", ["price"]),
        ("通榆县种一亩，补150元。", ["subsidy"]),
        ("通榆县筹资5480万元。", ["funds-invested"]),
        # what a copy garbled by machine translation says
        ("通榆县贫困的发病率为26.4%，2018年发病率下降到3.8%。", ["poverty-incidence", "poverty-incidence"]),
        ("通榆县丰收村有238户登记并设立卡片。", ["poor-households"]),
        ("通榆县有4.6万人生活在贫困线以下。", ["poor-population"]),
        ("通榆县有农户把120亩土地转移给公司。", ["land-transferred-area"]),
        # what is not lifted for good, what is reached in all, and a rate beside that of another year
        ("通榆县有脱贫不稳定户217户。", ["other"]),
        ("通榆县新增合作社41家，总数达到537家。", ["cooperatives", "cooperatives"]),
        ("通榆县2018年贫困发生率为7.04%，低于2014年的22.8%。", ["poverty-incidence", "poverty-incidence"]),
        ("通榆县人均年收入当时是2260元，而今天已经达到8900元。", ["per-capita-income", "per-capita-income"]),
        # by the words right around it
        ("通榆县旧房改造61间。", ["houses-renovated"]),
        ("通榆县有笤帚厂，一年能扎5200万把。", ["output-quantity"]),
        ("通榆县有绿源种植专业合作社，合作社拥有196名成员。", ["persons-benefited"]),
        ("通榆县89个贫困村村均收益超过30万元。", ["villages-benefited", "collective-income"]),
        ("通榆县种枣，挂果的有24万亩。", ["planted-area"]),
        # what is sold as a whole or by the piece, what is drawn, who joins
        ("村民王桂花卖菜收入3万元。", ["sales"]),
        ("通榆县的枣，每公斤只卖3元。", ["price"]),
        ("通榆县农户每亩领到200元补贴。", ["subsidy"]),
        ("通榆县贫困村入社农户有300人。", ["persons-benefited"]),
        # what a panel, a dividend, an order and a fund bring; land that joins; counties of which some have left
        ("通榆县的光伏板年发电收入800万元。", ["sales"]),
        ("通榆县绿源种植专业合作社每年按8%的比例分红。", ["dividend"]),
        ("通榆县绿源种植专业合作社签了3000吨的订单。", ["other"]),
        ("通榆县设立了5000万元的产业基金。", ["funds-invested"]),
        ("通榆县丰收村25亩地全入了社。", ["land-transferred-area"]),
        ("村民王桂花守着6亩薄地。", ["cultivated-area"]),
        ("通榆县已经有80个贫困村脱掉了帽子。", ["villages-delisted"]),
        ("吉林省37个贫困县已有20个摘帽。", ["poor-counties", "counties-delisted"]),
        ("通榆县丰收村集体收入60万元。", ["collective-income"]),
        ("村民王桂花当护林员，一年有1万元。", ["wage"]),
        ("通榆县剩下的491户、1436人都有帮扶干部。", ["poor-households", "poor-population"]),
        # bodies that are counted, and those that do what is counted
        ("通榆县合作社达到120家，企业发展到30家。", ["cooperatives", "enterprises"]),
        ("绿源种植专业合作社成立了。合作社建有冷库3个。", ["other"]),
        ("通榆县贫困户调整后为3200户，共8600人。", ["poor-households", "poor-population"]),
        ("通榆县从2015年的人均收入2300元，到2018年的9600元。", ["per-capita-income", "per-capita-income"]),
        ("通榆县丰收村集体经济从零起步，2018年收入达38万元。", ["collective-income"]),
        # a word right behind one count is not the next one's
        ("通榆县120名干部、300名群众参加。", ["cadres-dispatched", "other"]),
        # wholes and their parts, and what is left
        ("通榆县172个行政村中的90个贫困村全部出列。", ["other", "villages-delisted"]),
        ("通榆县172个行政村中有90个贫困村出列。", ["other", "villages-delisted"]),
        ("通榆县172个行政村，90个贫困村全部出列。", ["other", "villages-delisted"]),
        ("通榆县全县172个村里有90个贫困村。", ["other", "poor-villages"]),
        ("通榆县丰收村447户村民中有221户是贫困户。", ["households", "poor-households"]),
        ("通榆县820户中的170户贫困户脱贫。", ["households", "households-lifted"]),
        ("通榆县832户贫困户中，780户已脱贫，还剩52户。", ["poor-households", "households-lifted", "poor-households"]),
        ("通榆县有90个贫困村，已有78个出列，还剩12个。", ["poor-villages", "villages-delisted", "poor-villages"]),
        ("全国832个贫困县中已有780个摘帽，剩余52个。", ["poor-counties", "counties-delisted", "poor-counties"]),
        ("通榆县2018年脱贫3000人，还剩200人。", ["persons-lifted", "poor-population"]),
        ("通榆县搬迁300户，还剩52户。", ["households-relocated", "other"]),
        # a person's figures by the counter alone
        ("村民王桂花一家六口，有七亩地。", ["population", "cultivated-area"]),
    ],
)
def test_a_figure_measures(observe: Observe, text: str, expected: list[str]) -> None:
    assert [row.indicator for row in observe(text)] == expected


@pytest.mark.parametrize("text", ["村民王桂花笑着说，小两口都在家。", "通榆县光这两项都好。"])
def test_what_counts_nothing_anew_is_left_out(observe: Observe, text: str) -> None:
    assert observe(text) == []


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("村民王桂花的工资是2000元。", "month"),
        ("村民王桂花一天挣工资120元。", None),
        ("村民王桂花一年工资8000元。", "year"),
        ("村民王桂花采茶，每斤工钱15元。", None),
    ],
)
def test_a_wage_is_one_of_a_month_unless_the_words_say_else(observe: Observe, text: str, per: str | None) -> None:
    assert [row.per for row in observe(text)] == [per]


def test_those_who_have_not_left_poverty(observe: Observe) -> None:
    rows = observe("通榆县没脱贫的只剩3户7人。")
    assert [row.indicator for row in rows] == ["poor-households", "poor-population"]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("通榆县的玉米不行，一亩地忙到头，挣300块钱。", "mu"),
        ("通榆县的农户每种一亩花椒，补助1500元。", "mu"),
        ("通榆县去年种了1000亩，挣300块钱。", None),
    ],
)
def test_the_clause_before_a_sum_may_say_that_it_is_per_mu(observe: Observe, text: str, per: str | None) -> None:
    assert observe(text)[-1].per == per


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the noun that a figure counts, though another figure follows
        ("通榆县131支驻村工作队、524名队员吃住在村。", ["work-teams", "cadres-dispatched"]),
        ("通榆县1109名队员进村，动员4.3万名群众下山。", ["cadres-dispatched", "persons-relocated"]),
        # what a counting word cannot count
        ("通榆县的龙头企业新上生产线1条。", ["other"]),
        ("长白山绿源有限公司在通榆县。公司生产吉他31万把。", ["output-quantity"]),
        # who is counted one by one
        ("通榆县417名学生辍学。", ["other"]),
        ("通榆县丰收村312户1247人。", ["households", "population"]),
        ("那时的通榆县丰收村，312户1247人。", ["households", "population"]),
        # who benefits
        ("通榆县资助贫困家庭学生213人次。", ["persons-benefited"]),
        ("通榆县的公司与1.5万户贫困户建立利益联结机制。", ["households-benefited"]),
        ("通榆县表彰脱贫示范户310户。", ["other"]),
        # land
        ("通榆县完成退耕还林1.8万亩。", ["other"]),
        ("通榆县调减玉米9.6万亩。", ["planted-area"]),
        # what is reached goes back to the growth before it
        ("通榆县农村居民人均可支配收入增长10%，达到1.1万元。", ["per-capita-income", "per-capita-income"]),
        # by verbs and nouns
        ("村民王桂花去年毛收入18万元，净落7万元。", ["sales", "household-income"]),
        ("通榆县丰收村去年的电费收入为31.5万元。", ["collective-income"]),
        ("通榆县对剩余的2.16万未脱贫人口逐户帮扶。", ["poor-population"]),
        # not yet
        ("吉林省有26个贫困县申请退出。", ["poor-counties"]),
        # what is done with those who are counted
        ("通榆县的合作社，入股的增加到241户。", ["households-benefited"]),
        ("通榆县先后向218户发放贷款350万元。", ["households-benefited", "loans"]),
        ("通榆县的车间吸纳搬迁群众就业1900人。", ["persons-employed"]),
        ("通榆县为1600名学生提供了补贴。", ["persons-benefited"]),
        ("通榆县有30户群众告别了水窝子，40户群众告别了大山。", ["households-benefited", "households-relocated"]),
        ("通榆县312户1300名群众从山上的老寨子搬到这里。", ["households-relocated", "persons-relocated"]),
        ("通榆县派出教师20名，派出挂职干部和教师30名。", ["other", "cadres-dispatched"]),
        ("通榆县丰收村612户，其中238户是贫困户。", ["households", "poor-households"]),
        ("通榆县参加的农户有412户，里头贫困户167户。", ["households-benefited"] * 2),
        ("通榆县的车间里有40名女工忙着。", ["persons-employed"]),
        # what land, animals and money are for
        ("通榆县新建高标准农田3万亩，300亩农田受灾。", ["other", "other"]),
        ("村民王桂花生产鸡苗600只，下了4头犊。", ["other", "other"]),
        ("通榆县投入资金300万元，是去年的两倍。", ["funds-invested", "funds-invested"]),
        ("赵铁柱带着1.2亿元落户通榆县。", ["funds-invested"]),
        ("通榆县低保标准提高到7848元。", ["subsidy"]),
        ("通榆县的民宿一晚260元。", ["price"]),
        # money
        ("通榆县丰收村一亩地的保底收益500元。", ["dividend"]),
    ],
)
def test_the_indicator_of_what_is_counted(observe: Observe, text: str, expected: list[str]) -> None:
    assert [row.indicator for row in observe(text)] == expected


def test_at_least_is_no_fall(observe: Observe) -> None:
    assert [(row.value, row.bound) for row in observe("通榆县的合作社让每斤玉米至少卖3元钱。")] == [(3, "ge")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whom one helps, and who has left poverty by it
        ("通榆县的公司带动脱贫户560户。", ["households-benefited"]),
        ("通榆县的公司带动560户、1200人脱贫。", ["households-lifted", "persons-lifted"]),
        ("通榆县为2865户贫困户购买种羊。", ["households-benefited"]),
        ("通榆县33家企业与47个贫困村结成对子。", ["enterprises", "villages-benefited"]),
        ("通榆县为7.6万名贫困人口购买了大病保险。", ["persons-benefited"]),
        (
            "通榆县从业人员4.3万人，其中贫困户2300户6100人。",
            ["persons-employed", "poor-households", "poor-population"],
        ),
        ("通榆县贫困发生率0.35%，仅剩3户8人。", ["poverty-incidence", "poor-households", "poor-population"]),
        (
            "长春市三年来投入资金2.16亿元，实施项目103个。其中通榆县1.2亿元，靖宇县9600万元。",
            ["funds-invested", "projects", "funds-invested", "funds-invested"],
        ),
        ("通榆县7.8万名贫困群众享受到各类医疗救助。", ["persons-benefited"]),
        ("通榆县旅游收入360万元，其中贫困户户均增收2.1万元。", ["sales", "income-gain"]),
        ("吉林省654个省扶贫工作重点村全部退出。", ["villages-delisted"]),
        ("通榆县丰收村集体资产达9200万元。", ["other"]),
        ("通榆县丰收村村民王桂花加上土地租金，一年有2万元收入。", ["household-income"]),
        ("通榆县丰收村的脐橙有8亩。", ["planted-area"]),
        ("通榆县丰收村果园1800亩，人均1.5亩。", ["planted-area", "planted-area"]),
        ("长春市帮销农产品1800万元。", ["sales"]),
        ("通榆县纳入低保2300户4600人。", ["households-benefited", "persons-benefited"]),
        ("长白山绿源有限公司员工总数320人。", ["persons-employed"]),
        ("吉林省31个县提出退出申请。", ["poor-counties"]),
        # what is left of the poor, and what was denied of two
        ("通榆县有贫困人口9899人，到2018年底只剩1660人。", ["poor-population", "poor-population"]),
        ("通榆县尚有39个贫困村没有退出、1.68万人没有脱贫。", ["poor-villages", "poor-population"]),
        ("通榆县120个贫困村中，到今年5月已有36个出列。", ["poor-villages", "villages-delisted"]),
        # households and people of a township's villages
        ("通榆县边昭镇穷。全镇6个村1086户4172人。", ["other", "households", "population"]),
        ("通榆县边昭镇已有67户200余人。", ["households", "population"]),
        # rates of coverage, and what is only compared
        ("通榆县建制村通硬化路率达到100%。", ["coverage-rate"]),
        ("通榆县收入增速高于全省水平1.7个百分点。", ["other"]),
        # the crops of a list
        ("通榆县种植玉米100万亩、马铃薯60万亩、小杂粮30万亩。", ["planted-area"] * 3),
        # the first of two nouns
        ("通榆县入股35家企业和合作社。", ["enterprises"]),
        # who moves into a dormitory, and where people move from
        ("通榆县小学盖了宿舍楼，住进240个孩子。", ["other"]),
        ("通榆县丰收村145户从14个自然村搬到这里。", ["households-relocated", "other"]),
        # what a village gives out, what one pays oneself, what a warden gets
        ("通榆县丰收村拿出186万元分红。", ["dividend"]),
        ("通榆县丰收村村民王桂花住院，报销后自己只掏了5000元。", ["other"]),
        ("通榆县丰收村村民王桂花当上护林员，每年有1万元补助。", ["subsidy"]),
        ("通榆县丰收村村民王桂花一家人今年光采茶就挣了3.4万元。", ["household-income"]),
    ],
)
def test_what_figures_of_the_genre_measure(observe: Observe, text: str, expected: list[str]) -> None:
    assert [row.indicator for row in observe(text)] == expected


def test_subsidies_for_each_who_is_taken_on_are_per_person(observe: Observe) -> None:
    rows = observe("通榆县按照每吸纳一名贫困劳动力补助1000元的标准发放。")
    assert [(row.indicator, row.per) for row in rows] == [("subsidy", "person")]


def test_places_that_are_counted_by_their_people_are_no_people(observe: Observe) -> None:
    rows = observe("吉林省对1113个贫困人口超过1000人的村挂牌督战。")
    assert (rows[0].value, rows[0].unit) == (1113, "item")
