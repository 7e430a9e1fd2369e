"""Made by tests/tools/make_holidays.py from exchange_calendars 4.13.2; not edited by hand."""

from thesis_tui.venues.holidays.table import Table

TABLES: dict[str, Table] = {
    "XLON": Table(
        1990, 2028,
        closed=(
            "a1dddge7eshrlplq,a1ctd1e6erhqlplq,a1dhdke4ephvlpls,a1d9dce3evhulrls,a3d1d4e2euhtlqlr,a2dedhe8ethslpl"
            "q,a1d5d8e6erhqlplq,a1cscve5eqhplplq,a1dadde4ephvlpls,a1d2d5e3evhulrlslv,a3dldoe1ethslplq,a1dddge7esh"
            "rlplq,a1ctd1e6f3f4hqlplq,a1didle5eqhplplq,a1d9dce3evhulrls,a3cpcse2euhtlqlr,a2dedhe1ethslplq,a1d6d9e"
            "7eshrlplq,a1clcoe5eqhplplq,a1dadde4ephvlpls,a1d2d5e3evhulrls,a3dmdpdte2euhtlqlr,a2d6d9e7f4f5hrlplq,a"
            "1ctd1e6erhqlplq,a1didle5eqhplplq,a1d3d6e4ephvlpls,a1cpcse2euhtlqlr,a2dedhe1ethslplq,a1cud2e7eshrlplq"
            ",a1djdme6erhqlplq,a1dadde8ephvlpls,a1d2d5e3evhulrls,a3dfdie2f2f3htijlqlr,a2d7dae1e8ethslplq,a1ctd1e6"
            "erhqlplq,a1didle5eqhplplq,a1d3d6e4ephvlpls,a1cqcte3evhulrls,a3dedhe1ethslplq"
        ),
        short=(
            "12:30=lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,lolv,lo,lmlt,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,l"
            "olv,lolv,lnlu,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,lolv,lolv,lnlu,lmlt,lolv,lolv,lolv,lolv,lmlt"
        ),
    ),
    "XETR": Table(
        1990, 2028,
        closed=(
            "a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1dhdke1lolplv,a1d9dclolv,d1d4lq,dedhe1lplq,a1d5d8e1lolplqlv,a1csc"
            "ve1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dldoe1lplq,a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1didle1lolplqlv,"
            "a1d9dclolv,cpcslq,dedhe1lplq,a1d6d9e1eslolplqlv,a1clcoe1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dmdplq,d6"
            "d9e1lolplqlv,a1ctd1e1lolplqlv,a1didle1j3lolplqlv,a1d3d6e1eplolplv,a1cpcsegj3lq,dedhe1f5j3jvlplq,a1cu"
            "d2e1elj3lolplqlv,a1djdme1faj3lolplqlv,a1dadde1f1lolplv,a1d2d5eololv,dfdilq,d7dae1lplq,a1ctd1e1lolplq"
            "lv,a1didle1lolplqlv,a1d3d6e1lolplv,a1cqctlolv,dedhe1lplq"
        ),
        short="14:00=,,,,,,,,,,,,,,,,,,,,lu,lu,ls,lu,lu,lu,lu,lt,ls,lu,lu,lu,lu,lt,lu,lu,lu,lu,lt",
    ),
    "XHAM": Table(
        1990, 2028,
        closed=(
            "a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1dhdke1lolplv,a1d9dclolv,d1d4lq,dedhe1lplq,a1d5d8e1lolplqlv,a1csc"
            "ve1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dldoe1lplq,a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1didle1lolplqlv,"
            "a1d9dclolv,cpcslq,dedhe1lplq,a1d6d9e1eslolplqlv,a1clcoe1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dmdplq,d6"
            "d9e1lolplqlv,a1ctd1e1lolplqlv,a1didle1j3lolplqlv,a1d3d6e1eplolplv,a1cpcsegj3lq,dedhe1f5j3jvlplq,a1cu"
            "d2e1elj3lolplqlv,a1djdme1faj3lolplqlv,a1dadde1f1lolplv,a1d2d5eololv,dfdilq,d7dae1lplq,a1ctd1e1lolplq"
            "lv,a1didle1lolplqlv,a1d3d6e1lolplv,a1cqctlolv,dedhe1lplq"
        ),
        short="14:00=,,,,,,,,,,,,,,,,,,,,lu,lu,ls,lu,lu,lu,lu,lt,ls,lu,lu,lu,lu,lt,lu,lu,lu,lu,lt",
    ),
    "XSTU": Table(
        1990, 2028,
        closed=(
            "a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1dhdke1lolplv,a1d9dclolv,d1d4lq,dedhe1lplq,a1d5d8e1lolplqlv,a1csc"
            "ve1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dldoe1lplq,a1dddge1lolplqlv,a1ctd1e1lolplqlv,a1didle1lolplqlv,"
            "a1d9dclolv,cpcslq,dedhe1lplq,a1d6d9e1lolplqlv,a1clcoe1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dmdplq,d6d9"
            "e1lolplqlv,a1ctd1e1lolplqlv,a1didle1lolplqlv,a1d3d6e1lolplv,a1cpcslq,dedhe1lplq,a1cud2e1lolplqlv,a1d"
            "jdme1lolplqlv,a1dadde1lolplv,a1d2d5lolv,dfdilq,d7dae1lplq,a1ctd1e1lolplqlv,a1didle1lolplqlv,a1d3d6e1"
            "lolplv,a1cqctlolv,dedhe1lplq"
        ),
    ),
    "XPAR": Table(
        1990, 2028,
        closed=(
            "a1dddge1f4lplqlv,a1ctd1e1eklplqlv,a1dhdke1f8gelplv,a1d9dcevgelv,d1d4engelq,dedhe1f5gelplq,a1d5d8e1er"
            "lplqlv,a1cscve1ejgelplqlv,a1dadde1f1gelplv,a1d2d5eogelv,dldoe1fcgelplq,a1dddge1f4lplqlv,a1ctd1e1lplq"
            ",a1didle1lplq,a1d9dc,cpcslq,dedhe1lplq,a1d6d9e1lplq,a1clcoe1lplq,a1dadde1lp,a1d2d5,dmdplq,d6d9e1lplq"
            ",a1ctd1e1lplq,a1didle1lplq,a1d3d6e1lp,a1cpcslq,dedhe1lplq,a1cud2e1lplq,a1djdme1lplq,a1dadde1lp,a1d2d"
            "5,dfdilq,d7dae1lplq,a1ctd1e1lplq,a1didle1lplq,a1d3d6e1lp,a1cqct,dedhe1lplq"
        ),
        short=(
            "14:05=lo,lo,lo,lo,,,lo,lo,lo,lo,,lo,lolv,lolv,lolv,,,lolv,lolv,lolv,lolv,,lolv,lolv,lolv,lolv,,,lolv"
            ",lolv,lolv,lolv,,,lolv,lolv,lolv,lolv"
        ),
    ),
    "XLIS": Table(
        1990, 2028,
        closed=(
            "a1brdddgdpe1fdfehfj5k1lolplq,a1bcctd1dpe1eufafdhfk1lolplq,a1c3dhdke1fafij5l1l8lolp,a1bnd9dcfaj5k1l1l"
            "8lo,bfd1d4dpf2fafdhfj5k1l1l8lq,bsdedhdpe1fdffhfj5k1l1l8lplq,a1bkd5d8dpe1f6fafdhfk1lolplq,a1bbcscvdpe"
            "1etfafdhfl1l8lolplq,a1bodadde1fafbj5l1l8lolp,a1bgd2d5f3faj5k1l1l8lo,c7dldodpe1fdfmhfj5k1l1l8lplq,a1b"
            "rdddgdpe1fdfehfj5k1lolplq,a1bcctd1dpe1eufahfk1lolplq,a1didle1lplq,a1d9dc,cpcslq,dedhe1lplq,a1d6d9e1l"
            "plq,a1clcoe1lplq,a1dadde1lp,a1d2d5,dmdplq,d6d9e1lplq,a1ctd1e1lplq,a1didle1lplq,a1d3d6e1lp,a1cpcslq,d"
            "edhe1lplq,a1cud2e1lplq,a1djdme1lplq,a1dadde1lp,a1d2d5,dfdilq,d7dae1lplq,a1ctd1e1lplq,a1didle1lplq,a1"
            "d3d6e1lp,a1cqct,dedhe1lplq"
        ),
        short=(
            "13:05=lv,lv,lv,lv,,,lv,lv,lv,lv,,lv,lv,lolv,lolv,,,lolv,lolv,lolv,lolv,,lolv,lolv,lolv,lolv,,,lolv,l"
            "olv,lolv,lolv,,,lolv,lolv,lolv,lolv"
        ),
    ),
    "XDUB": Table(
        1990, 2028,
        closed=(
            "a1cjdddge7f4lolplq,a1cictd1e6f3lolplq,a1chdhdke4f1lolpls,a1chd9dce3f7lolrls,a3chd1d4e2f6lqlr,a2chded"
            "he1f5lplq,a1cid5d8e6f3lolplq,a1chcscve5f2lolplq,a1chdadde4f1lolpls,a1chd2d5e3f7lolrls,a3chdldoe1f5lp"
            "lq,a1dddge7f4lolplq,a1ctd1e6f3lolplq,a1didle5f2lolplq,a1d9dce3f7lolrls,a3cpcse2f6lqlr,a2dedhe1f5lplq"
            ",a1d6d9e7f4lplq,a1clcoe1e5f2lplq,a1dadde1e4f1lpls,a1d2d5e3f7lrls,a3dmdpe2f6lqlr,a2d6d9e7f4lplq,a1ctd"
            "1e6f3lplq,a1didle5f2lplq,a1d3d6e4f1lpls,a1cpcse2f6lqlr,a2dedhe1f5lplq,a1c2cud2e7f4lplq,a1djdme1lplq,"
            "a1dadde1lpls,a1d2d5e3lrls,a3dfdie2lqlr,a2d7dae1lplq,a1ctd1e1e6lplq,a1didle1e5lplq,a1d3d6e1e4lpls,a1c"
            "qcte3lrls,a3dedhe1lplq"
        ),
        short=(
            "12:28=,,,,,,,,,,,,,,,,,,,,lolv,lnlu,lolv,lolv,lolv,lolv,lnlu,lmlt,c1lolv,lolv,lolv,lolv,lnlu,lmlt,lo"
            "lv,lolv,lolv,lolv,lmlt"
        ),
    ),
    "XMIL": Table(
        1990, 2028,
        closed=(
            "a1dddge1hflolplqlv,a1ctd1e1hflolplqlv,a1dhdke1lolplv,a1d9dclolv,d1d4hflq,dedhe1hflplq,a1d5d8e1hflolp"
            "lqlv,a1cscve1hflolplqlv,a1dadde1lolplv,a1d2d5lolv,dldoe1hflplq,a1dddge1hflolplqlv,a1ctd1e1hflolplqlv"
            ",a1didle1hflolplqlv,a1d9dclolv,cpcshflq,dedhe1hflplq,a1d6d9e1hflolplqlv,a1clcoe1hflolplqlv,a1dadde1l"
            "olplv,a1d2d5lolv,dmdphflq,d6d9e1hflolplqlv,a1ctd1e1hflolplqlv,a1didle1hflolplqlv,a1d3d6e1lolplv,a1cp"
            "cshflq,dedhe1hflplq,a1cud2e1hflolplqlv,a1djdme1hflolplqlv,a1dadde1lolplv,a1d2d5lolv,dfdihflq,d7dae1h"
            "flplq,a1ctd1e1hflolplqlv,a1didle1hflolplqlv,a1d3d6e1lolplv,a1cqctlolv,dedhe1hflplq"
        ),
    ),
    "XMAD": Table(
        1990, 2028,
        closed=(
            "a1dddge1hfjck1l6lolplqlv,a1ctd1e1hfk1l6lolplqlv,a1a6dhdke1hhjcl8lolplv,a1a6d9dchgjck1l6l8lolv,a6d1d4"
            "hfjck1l6l8lq,a6dedhe1hfjck1l6l8lplq,a1d5d8e1hfk1l6lolplqlv,a1a6cscve1hfl8lolplqlv,a1a6dadde1hhjcl8lo"
            "lplv,a1a6d2d5hgjck1l6l8lolv,a6dldoe1hfjck1l6l8lplq,a1dddge1hfjck1l6lolplqlv,a1ctd1e1hfk1l6lolplqlv,a"
            "1a6didle1hfl8lolplqlv,a1a6d9dchgjck1l6l8lolv,a6cpcslq,a6dedhe1lplq,a1d6d9e1lolplqlv,a1clcoe1lolplqlv"
            ",a1dadde1lolplv,a1d2d5lolv,dmdplq,d6d9e1lplq,a1ctd1e1lplq,a1didle1lplq,a1d3d6e1lp,a1cpcslq,dedhe1lpl"
            "q,a1cud2e1lplq,a1djdme1lplq,a1dadde1lp,a1d2d5lolv,dfdilq,d7dae1lplq,a1ctd1e1lplq,a1didle1lplq,a1d3d6"
            "e1lp,a1cqct,dedhe1lplq"
        ),
        short="14:00=,,,,,,,,,,,,,,,,,,,,,,lolv,lolv,lolv,lolv,,,lolv,lolv,lolv,,,,lolv,lolv,lolv,lolv",
    ),
    "XSWX": Table(
        1990, 2028,
        closed=(
            "a1a2dddge1eof4h1lolplqlv,a1a2ctd1e1e9ekh1lolplqlv,a1a2dhdke1esf8lolplv,a1d9dcekevlolv,d1d4ecenh1lq,a"
            "2dedhe1epf5h1lplq,a1a2d5d8e1egerh1lolplqlv,a1a2cscve1e8ejh1lolplqlv,a1a2dadde1elf1lolplv,a1d2d5edeol"
            "olv,dldoe1f1fch1lplq,a1a2dddge1eof4h1lolplqlv,a1a2ctd1e1e9ekh1lolplqlv,a1a2didle1etf9h1lolplqlv,a1a2"
            "d9dcekevlolv,cpcse5egh1lq,a2dedhe1epf5h1lplq,a1a2d6d9e1ehesh1lolplqlv,a1a2clcoe1ech1lolplqlv,a1a2dad"
            "de1elf1lolplv,a1d2d5edeololv,dmdpf2fdh1lq,a2d6d9e1ehesh1lolplqlv,a1a2ctd1e1e9ekh1lolplqlv,a1a2didle1"
            "etf9h1lolplqlv,a1a2d3d6e1eeeplolplv,a1cpcse5egh1lq,a2dedhe1epf5h1lplq,a1a2cud2e1eaelh1lolplqlv,a1a2d"
            "jdme1eufah1lolplqlv,a1a2dadde1elf1lolplv,a1d2d5edeololv,dfdieqf6h1lq,a2d7dae1eieth1lplq,a1a2ctd1e1e9"
            "ekh1lolplqlv,a1a2didle1etf9h1lolplqlv,a1a2d3d6e1eeeplolplv,a1cqcte6ehlolv,dedhe1epf5h1lplq"
        ),
    ),
    "XWBO": Table(
        1990, 2028,
        closed=(
            "a1dddge1eof4fehfjqk1lolplqlv,a1ctd1e1e9ekeuhfk1lolplqlv,a1a6dhdke1esf8fijql8lolplv,a1a6d9dcekevfajqk"
            "1l8lolv,a6d1d4ecenf2hfjqk1l8lqlu,a6dedhe1epf5ffhfjqk1l8lplqlt,a1d5d8e1egerf6hfk1lolplqlv,a1a6cscve1e"
            "8ejethfl8lolplqlv,a1a6dadde1elf1fbjql8lolplv,a1a6d2d5edeof3jqk1l8lolv,a6dldoe1f1fcfmhfjqk1l8lplqlt,a"
            "1dddge1eof4fehfjqk1lolplqlv,a1ctd1e1e9ekeuhfk1lolplqlv,a1a6didle1etf9fjhfl8lolplqlv,a1a6d9dcekevfajq"
            "k1l8lolv,a6cpcse5egeqhfjqk1l8lqlu,a6dedhe1epf5ffhfjqk1l8lplqlt,a1d6d9e1ehesf7hfjqk1lolplqlv,a1clcoe1"
            "ecemhfl8lolplqlv,a1a6dadde1elf1fbjql8lolplv,a1a6d2d5edeof3jqk1l8lolv,a6dmdpf2fdfnhfjqk1l8lqlu,a6d6d9"
            "e1ehesf7hfjqk1lolplqlv,a1ctd1e1e9ekeuhfk1lolplqlv,a1a6didle1etf9fjhfl8lolplqlv,a1a6d3d6e1eeepf4jql8l"
            "olplv,a1a6cpcse5egeqhfjqk1l8lq,a6dedhe1epf5ffhfjqk1l8lplq,a1cud2e1eaelevhfjqk1lolplqlv,a1djdme1falol"
            "plqlv,a1dadde1f1jqlolplv,a1d2d5eojqlolv,dfdif6jqlq,d7dae1jqlplq,a1ctd1e1lolplqlv,a1didle1lolplqlv,a1"
            "d3d6e1jqlolplv,a1cqctjqlolv,dedhe1jqlplq"
        ),
        short="14:15=,,,,,,,,,,,,,,,,,,,,,,,,,,,lt,ls,lu,lu,lu,lu,lt,lu,lu,lu,lu,lt",
    ),
}  # fmt: skip
