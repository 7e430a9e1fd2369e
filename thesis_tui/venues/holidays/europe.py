"""Made by tests/tools/make_holidays.py from exchange_calendars 4.13.2; not edited by hand."""

from thesis_tui.venues.holidays.table import Table

TABLES: dict[str, Table] = {
    "XSTO": Table(
        1990, 2028,
        closed=(
            "a1dddge1eof4fmlolplqlv,a1ctd1e1e9ekfllolplqlv,a1a6dhdke1esf8fjlolplv,a1a6d9dcekevfplolv,a6d1d4ecenfo"
            "lq,a6dedhe1epf5fnlplq,a1d5d8e1egerfllolplqlv,a1a6cscve1e8ejfklolplqlv,a1a6dadde1elf1fjlolplv,a1a6d2d"
            "5edeofplolv,a6dldoe1f1fcfnlplq,a1dddge1eof4fmlolplqlv,a1ctd1e1e9ekfllolplqlv,a1a6didle1etf9fklolplql"
            "v,a1a6d9dcekevfplolv,a6cpcse5f6folq,a6dedhe1epf6fnlplq,a1d6d9e1ehf6fmlolplqlv,a1clcoe1f6fklolplqlv,a"
            "1a6dadde1elfjlolplv,a1a6d2d5edfplolv,a6dmdpf2f6folq,a6d6d9e1ehf6fmlolplqlv,a1ctd1e1e9f6fllolplqlv,a1"
            "a6didle1etf6fklolplqlv,a1a6d3d6e1eefjlolplv,a1a6cpcse5f6folq,a6dedhe1epf6fnlplq,a1cud2e1eaf6fmlolplq"
            "lv,a1djdme1euf6fllolplqlv,a1a6dadde1elfjlolplv,a1a6d2d5edfplolv,a6dfdieqf6folq,a6d7dae1eif6fnlplq,a1"
            "ctd1e1e9f6fllolplqlv,a1a6didle1etf6fklolplqlv,a1a6d3d6e1eefjlolplv,a1a6cqcte6fplolv,a6dedhe1epf6fnlp"
            "lq"
        ),
        short=(
            "13:00=a5dcduenk2,csdue8k1,dgduerju,a5d8duejk5,a5cvebk4,a5ddeok3,a5d4duefk1,crdue7jv,a5d9duekju,a5d1d"
            "ueck5,a5dkevk3,a5dcduenk2,csdue8k1,dhduesjv,a5d8duejk5,a5coe4k4,a5ddeok3,a5d5duegk2,ckdujv,a5d9duekj"
            "u,a5d1dueck5,a5dlf1k4,a5d5duegk2,csdue8k1,dhduesjv,a5d2duedju,a5coe4k4,a5ddeok3,a5ctdue9k2,diduetk1,"
            "d9duekju,a5d1dueck5,a5deepk4,a5d6ehk3,a5csdue8k1,dhduesjv,a5d2duedju,a5cpdue5k5,a5ddeok3"
        ),
    ),
    "XHEL": Table(
        1990, 2028,
        closed=(
            "a1dddge1eofml6lolplqlv,a1ctd1e1e9fll6lolplqlv,a1a6dhdke1esfjlolplv,a1a6d9dcekfpl6lolv,a6d1d4ecfol6lq"
            ",a6dedhe1epfnl6lplq,a1d5d8e1egfll6lolplqlv,a1a6cscve1e8fklolplqlv,a1a6dadde1elfjlolplv,a1a6d2d5edfpl"
            "6lolv,a6dldoe1f1fnl6lplq,a1dddge1eofml6lolplqlv,a1ctd1e1e9fll6lolplqlv,a1a6didle1etfklolplqlv,a1a6d9"
            "dcekfpl6lolv,a6cpcse5fol6lq,a6dedhe1epfnl6lplq,a1d6d9e1ehfml6lolplqlv,a1clcoe1fklolplqlv,a1a6dadde1e"
            "lfjlolplv,a1a6d2d5edfpl6lolv,a6dmdpf2fol6lq,a6d6d9e1ehfml6lolplqlv,a1ctd1e1e9fll6lolplqlv,a1a6didle1"
            "etfklolplqlv,a1a6d3d6e1eefjlolplv,a1a6cpcse5fol6lq,a6dedhe1epfnl6lplq,a1cud2e1eafml6lolplqlv,a1djdme"
            "1eufll6lolplqlv,a1a6dadde1elfjlolplv,a1a6d2d5edfpl6lolv,a6dfdieqfol6lq,a6d7dae1eifnl6lplq,a1ctd1e1e9"
            "fll6lolplqlv,a1a6didle1etfklolplqlv,a1a6d3d6e1eefjlolplv,a1a6cqcte6fpl6lolv,a6dedhe1epfnl6lplq"
        ),
    ),
    "XCSE": Table(
        1990, 2028,
        closed=(
            "a1dcdddgebeof4f5lolplqlv,a1csctd1dqe9ekf5lolplqlv,a1dgdhdkefesf5f8lolplv,a1d8d9dce7ekevlolv,cvd1d4dt"
            "ecenlq,dddedhecepf5lplq,a1d4d5d8e3egerf5lolplqlv,a1crcscvdpe8ejf5lolplqlv,a1d9dadde8elf1f5lolplv,a1d"
            "1d2d5duedeololv,dkdldoejf1f5fclplq,a1dcdddgebeof4f5lolplqlv,a1csctd1dqe9ekf5lolplqlv,a1dhdidlegetf5f"
            "9lolplqlv,a1d8d9dce7ekevlolv,cocpcsdme5eglq,dddedhecepf5lplq,a1d5d6d9e4ehesf5lolplqlv,a1ckclcodie1ec"
            "f5lolplqlv,a1d9dadde8elemf1f5lolplv,a1d1d2d5duedeeeololv,dldmdpekf2f3fdlq,d5d6d9e4eheiesf5lolplqlv,a"
            "1csctd1dqe9eaekf5lolplqlv,a1dhdidlegeteuf5f9lolplqlv,a1d2d3d6e1eeefepf5lolplv,a1cocpcsdme5e6eglq,ddd"
            "edhecepeqf5lplq,a1ctcud2dreaebelf5lolplqlv,a1didjdmeheuevf5falolplqlv,a1d9dadde8elemf1f5lolplv,a1d1d"
            "2d5duedeeeololv,dedfdiedeqerf6lq,d6d7dae5eiejetf5lplq,a1csctd1e9eaekf5lolplqlv,a1dhdidleteuf5f9lolpl"
            "qlv,a1d2d3d6eeefepf5lolplv,a1cpcqcte6e7ehlolv,dddedhepeqf5lplq"
        ),
    ),
    "XOSL": Table(
        1990, 2028,
        closed=(
            "a1dcdddge1eheof4lolplqlv,a1csctd1e1e9eheklolplqlv,a1dgdhdke1esf8lolplv,a1d8d9dcehekevlolv,cvd1d4eceh"
            "enlq,dddedhe1ehepf5lplq,a1d4d5d8e1egeherlolplqlv,a1crcscve1e8ejlolplqlv,a1d9dadde1elf1lolplv,a1d1d2d"
            "5edeheololv,dkdldoe1ehf1fclplq,a1dcdddge1eheof4lolplqlv,a1csctd1e1e9eheklolplqlv,a1dhdidle1etf9lolpl"
            "qlv,a1d8d9dcehekevlolv,cocpcse5egehlq,dddedhe1ehepf5lplq,a1d5d6d9e1eheslolplqlv,a1ckclcoe1eclolplqlv"
            ",a1d9dadde1elf1lolplv,a1d1d2d5edeheololv,dldmdpehf2fdlq,d5d6d9e1eheslolplqlv,a1csctd1e1e9eheklolplql"
            "v,a1dhdidle1etf9lolplqlv,a1d2d3d6e1eeeplolplv,a1cocpcse5egehlq,dddedhe1ehepf5lplq,a1ctcud2e1eaehello"
            "lplqlv,a1didjdme1eheufalolplqlv,a1d9dadde1elf1lolplv,a1d1d2d5edeheololv,dedfdieheqf6lq,d6d7dae1eheie"
            "tlplq,a1csctd1e1e9eheklolplqlv,a1dhdidle1etf9lolplqlv,a1d2d3d6e1eeeplolplv,a1cpcqcte6ehlolv,dddedhe1"
            "ehepf5lplq"
        ),
        short="13:00=,,,,,,,,,,,,,,,,,,,,,dk,d4,cr,dg,d1,cn,dc,cs,dh,d8,cv,dd,d5,cr,dg,d1,co,dc",
    ),
    "XICE": Table(
        1990, 2028,
        closed=(
            "a1dcdddgdje1eof4h6lolplqlv,a1csctd1dpe1e9ekfhh5lolplqlv,a1dgdhdkdne1esf8fhh3lolplv,a1d8d9dcdmekevfhh"
            "2lolv,cvd1d4dlecenfhh1lq,dddedhdke1epf5h7lplq,a1d4d5d8dpe1egerfhh5lolplqlv,a1crcscvdoe1e8ejfhh4lolpl"
            "qlv,a1d9dadddne1elf1fhh3lolplv,a1d1d2d5dmedeofhh2lolv,dkdldoe1f1fch7lplq,a1dcdddgdje1eof4h6lolplqlv,"
            "a1csctd1dpe1e9ekfhh5lolplqlv,a1dhdidldoe1etf9fhh4lolplqlv,a1d8d9dcdmekevfhh2lolv,cocpcsdle5egfhh1lq,"
            "dddedhdke1epf5h7lplq,a1d5d6d9dje1ehesh6lolplqlv,a1ckclcodoe1ecfhh4lolplqlv,a1d9dadddne1elf1fhh3lolpl"
            "v,a1d1d2d5dmedeofhh2lolv,dldmdpf2fdfhh1lq,d5d6d9dje1ehesh6lolplqlv,a1csctd1dpe1e9ekfhh5lolplqlv,a1dh"
            "didldoe1etf9fhh4lolplqlv,a1d2d3d6dne1eeepfhh3lolplv,a1cocpcsdle5egfhh1lq,dddedhdke1epf5h7lplq,a1ctcu"
            "d2dje1eaelh6lolplqlv,a1didjdmdpe1eufafhh5lolplqlv,a1d9dadddne1elf1fhh3lolplv,a1d1d2d5dmedeofhh2lolv,"
            "dedfdidleqf6fhh1lq,d6d7dadke1eieth7lplq,a1csctd1dpe1e9ekfhh5lolplqlv,a1dhdidldoe1etf9fhh4lolplqlv,a1"
            "d2d3d6dne1eeepfhh3lolplv,a1cpcqctdme6ehfhh2lolv,dddedhdke1epf5h7lplq"
        ),
    ),
    "XWAR": Table(
        1990, 2028,
        closed=(
            "a1dddge1e3fehfk1lolplq,a1ctd1e1e3euhfk1kblolplq,a1dhdke1fikblolp,a1d9dce3fak1kblo,d1d4e3f2hfk1kblq,d"
            "edhe1e3ffhfk1lplq,a1d5d8e1e3f6hfk1kblolplq,a1cscve1ethfkblolplq,a1dadde1fbkblolp,a1d2d5e3f3k1kblo,dl"
            "doe1e3fmhfk1lplq,a1dddge1e3fehfk1lolplq,a1ctd1e1e3euhfk1kblolplq,a1didle1fjhfkblolplq,a1d9dce3fak1kb"
            ",cpcsd8e3eqhfk1kblq,dedhe1e3ffhfk1lplq,a1d6d9e1e3f7hfk1lolplqlv,a1clcoe1e2emhfkblolplq,a1a2dadde1fbk"
            "blolp,a1d2d5e3f3k1kblo,a6dmdpe3fnhfk1kblq,a6d6d9e1e3f7hfk1lolplqlv,a1ctd1dge1e3euhfk1kblolplqlv,a1a6"
            "didle1fjhfkblolplqlv,a1a6d3d6e1f4kblolplv,a1a6cpcse3eqhfk1kblq,a6dedhe1e3ffhfk1lplq,a1a2cud2e1e3evhf"
            "k1kclolplqlv,a1djdme1e3fkhfk1kblolplqlv,a1a6dadde1fbkblolplv,a1a6d2d5e3f3k1kblolv,a6dfdie3fghfk1kblq"
            ",a6d7dae1e3f8hfk1lplq,a1ctd1e1e3euhfk1kblolplqlv,a1a6didle1fjhfkblolplqlv,a1a6d3d6e1f4kblolplv,a1a6c"
            "qcte3erk1kblolv,a6dedhe1e3ffhfk1lplq"
        ),
    ),
    "XPRA": Table(
        1990, 2028,
        closed=(
            "a1dge1e8g5g6islolplqlv,a1d1e1e8g5jslolplqlv,a1dke1e8g6isjskhlolplv,a1dcg5g6isjskhlolv,d4g5g6isjskhlq"
            ",dhe1e8g5g6iskhlplq,a1d8e1e8g5jslolplqlv,a1cve1e8jskhlolplqlv,a1dde1e8g6isjskhlolplv,a1d5g5g6isjskhl"
            "olv,doe1e8g5g6iskhlplq,a1dge1e8g5g6islolplqlv,a1d1e1e8g5hejslolplqlv,a1dle1e8jskhlolplqlv,a1a2dcg5g6"
            "isjskhlolv,a3csg5g6isjskhlq,dhe1e8g5g6iskhlplq,a1d9e1e8g5g6islolplqlv,a1coe1e8jskhlolplqlv,a1dde1e8g"
            "6isjskhlolplv,a1d5g5g6isjskhlolv,dpg5g6isjskhlq,d9e1e8g5g6islolplqlv,a1ctd1e1e8g5jslolplqlv,a1didle1"
            "e8jskhlolplqlv,a1d3d6e1e8g6isjskhlolplv,a1cpcsg5g6isjskhlq,dedhe1e8g5g6iskhlplq,a1cud2e1e8g5g6islolp"
            "lqlv,a1djdme1e8g5jslolplqlv,a1dadde1e8g6isjskhlolplv,a1d2d5g5g6isjskhlolv,dfdig5g6isjskhlq,d7dae1e8g"
            "5g6iskhlplq,a1ctd1e1e8g5jslolplqlv,a1didle1e8jskhlolplqlv,a1d3d6e1e8g6isjskhlolplv,a1cqctg5g6isjskhl"
            "olv,dedhe1e8g5g6iskhlplq"
        ),
    ),
    "XBUD": Table(
        1990, 2028,
        closed=(
            "a1cfcgdgdue1f4hkjmjnk1k2lolplqlv,a1cfd1e1ekhjhkjnk1lolplq,a1dke1f8hkhljnlolp,a1cfdcevhkk1lo,cecfd4en"
            "jvk1lq,cfdhe1f5jnk1lplq,a1cfd8e1erhjhkjnk1lolplq,a1cve1e2ejhkjnjololplq,a1a2dde1f1hkhljnlolp,a1cfd5e"
            "ohkk1lo,cfdoe1fcjnk1lplq,a1cfcgdgdue1f4hkjmjnk1k2lolplqlv,a1cfd1e1ekhjhkjnk1lolplq,a1dle1e2f9hkjnjol"
            "olplq,a1a2cfdcevhkk1lo,cecfcsegjvk1lq,cfdhe1f5jnk1lplq,a1cfcgd9due1eshkjmjnk1k2lolplqlv,a1coe1e2echk"
            "jnjololplq,a1a2dde1f1hkhljnlolp,a1cfd5eohkk1lo,cecfdpfdjvk1lq,cfcgd6d9due1eshkjmjnk1k2lolplqlv,a1cfc"
            "td1e1ekhjhkjnk1lolplqlrlv,a1didle1e2f9hkjnjololplqlv,a1a2d3d6e1ephkhljnlolplv,a1cecfcpcsegjvk1lq,cfd"
            "edhe1f5jnk1lplq,a1cfcgcud2due1elhkjmjnk1k2lolplqlv,a1cfdjdme1fahjhkjnk1lolplqlrlv,a1dadde1f1hkhljnlo"
            "lplv,a1cfd2d5eohkk1lolv,cecfdfdif6jvk1lq,cfd7dae1etjnk1lplq,a1cfctd1e1ekhjhkjnk1lolplqlrlv,a1didle1e"
            "2f9hkjnjololplqlv,a1a2d3d6e1ephkhljnlolplv,a1cfcqctehhkk1lolv,cfdedhe1f5jnk1lplq"
        ),
    ),
    "ASEX": Table(
        1990, 2028,
        closed=(
            "a1bqdddge1f4hflplq,a1bicpctd1d5d8e1erhfjslplq,a1a6c9cpdhdkdodre1ffjslp,a1a6c1cpd9dcdgdjf7js,a6cecpd1"
            "d4dte2fkhfjslq,a6c6dedhdldoe1fchflplq,a1bqcpd5d8dcdfe1f3hfjslplq,a1a6cacpcscvdpdse1fghfjslplq,a1a6c2"
            "cpdadddhdke1f8jslp,a1a6bmcpd2d5d9dcevjs,a6cddldodse1fjhflplq,a1bqdddge1f4hflplq,a1cicpctd1e1e3e6e7fo"
            "hfjslplq,a1a6cacpdidldpdse1fghfjslplq,a1a6bncpd9dcevhdjs,a6cecpcsdte2fkhfjslq,a6c6dedhdldoe1fchflplq"
            ",a1bjd6d9e1eshflplq,a1c4c5caclcocpdpdse1fghfjslplq,a1a6c2cpdadddhdke1f8jslolp,a1a6bfcpd2d5eojslo,a6c"
            "7cpdmdpfdhfjslq,a6brd6d9dddge1f4hflolplq,a1cicpctd1e1e3e6e7fohfjslolplq,a1a6c3cpdidle1f9hfjslolplqlv"
            ",a1a6bncpd3d6dadde1f1ftfug1g2g3g6g7g8g9gagdgegfggghgkglgmgngogrgsgtgugvjslolp,a1a6cecpcsdte2e3fkhfjs"
            "lq,a6brdedhe1f5hflplq,a1bjcud2d6d9e1eshflolplq,a1cbcpdjdmdqdte1fhhfjslolplq,a1a6c2cpdadddhdke1f8jslo"
            "lp,a1a6cfcpd2d5due3fljslo,a6c7cpdfdidmdpfdhfjslq,a6brd7dadedhe1f5hflplq,a1cicpctd1e1e3e6fohfjslolplq"
            ",a1a6c3cpdidle1f9hfjslolplq,a1a6bncpd3d6dadde1f1jslolp,a1a6cfcpcqctdue3fljslo,a6bsdedhe1f5hflplq"
        ),
    ),
    "XIST": Table(
        1990, 2027,
        closed=(
            "a1dndqdrg2g3g4g5hujt,a1dfdgdhdnfofphujt,a1d6dnejfbfcjt,a1cocpcqdnejevf1f2f3hujt,cecfejekenhu,c2c3e9e"
            "aebecejhu,a1bjbkbldndtduhujt,a1badhdidnejjt,a1ataud7d8d9dadnejjt,a1aiajakctcudnejhujt,aacgchejhulrls"
            "lt,a1c5c6c7c8dnhujtlhli,a1a4bmbpdnhujtl5l6,a1babbbcbdbednejjtklkokpkqkrks,a1anb2b3b4dnejhujtkfkglulv"
            ",akalejhuk3k4,a9aaabacadejhujnjojp,a1a2a3dnhujcjtlkll,a1dnejiuj1j2jtl8l9lalb,a1dne1ejilimjtkrku,a1dn"
            "ejhui9iajtkgkhkikj,ejhuhvi1k7k8k9,dne1hkhlhujpjqjt,a1dne1h8h9hujfjgjhjijt,a1dne1ejgsgtguj6j7jt,a1dne"
            "1ejghioipjt,a1ejg5g6g7huicidieif,e1ejfqfrhui1i4,a1dne1ffhlhmhnhohujt,a1dne1f4f5f6gfhchdhehujt,a1dne1"
            "ejepeqgfgvh3jt,a1dnedeeejgfgkglgmgnhujt,e2e3e4ejgbgcgfhu,b8b9babdbedle1ejfsftfuhu,a1dadbdcdne1fhfifj"
            "gfhujt,a1cvd1dne1ejf6f9gfjt,a1ckdne1ejeresetgfjt,a1c9cacbdneheiejgfhujt"
        ),
        short=(
            "12:30=dp,fljs,d3fajs,cnjs,js,c1e8,dqjs,b7dgjs,asd6js,cqjs,a7cflq,,bljsl4,js,js,ajjsk2,,jblj,itjs,jsk"
            "q,i8jskf,htjs,jo,h7jejs,j3js,gginjs,g4js,hv,fehk,f3js,gujs,ecgjjs,g8js,dkfr,d9js,f5js,cjeqjs,c8js"
        ),
    ),
    "XBSE": Table(
        1990, 2028,
        closed=(
            "a1a2aodddge1f1f4hfkulplq,a1a2aod5d8e1erhflplq,a1a2aododre1f1ffkul1lp,a1dgdjf1f7kul1,aodte2f1fkhfkul1"
            "lq,a2aodldoe1f1fchfkul1lplq,a1a2aodcdfe1f3hflplq,a1a2aodpdse1fghfl1lplq,a1a2dhdke1f1f8kul1lp,a1d9dce"
            "vf1kul1,aodse1f1fjhfkul1lplq,a1a2aodddge1f1f4hfkulplq,a1a2aoe1e3e6fohflplq,a1a2aodpdse1fghfl1lplq,a1"
            "a2d9dcevf1kul1,aodte2f1fkhfkul1lq,a2aodldoe1f1fchfkul1lplq,a1a2aod6d9e1esf1hfkulplq,a1a2aodpdse1fghf"
            "l1lplq,a1a2dhdke1f1f8kul1lp,a1d2d5eof1kul1,aodmdpf1fdhfkul1lq,a2aodddge1f1f4hfkulplq,a1a2aoe1e3e6foh"
            "flplq,a1a2aodidle1f9hfl1lplq,a1a2dadde1f1kul1lp,a1dte2f1fkhfkul1lq,a2aodedhe1f1f5hfkul1lplq,a1a2aod6"
            "d9e1esf1hfkulplq,a1a2aodqdte1fhhflplq,a1a2aodhdke1f1f8kul1lp,a1due3f1flkul1,aodmdpf1fdhfkul1lq,a2aod"
            "edhe1f1f5hfkul1lplq,a1a2aoe1e3e6fohflplq,a1a2aodidle1f9hfl1lplq,a1a2dadde1f1kul1lp,a1due3f1flkul1,ao"
            "dedhe1f1f5hfkul1lplq"
        ),
    ),
    "XRIS": Table(
        1990, 2028,
        closed=(
            "a1dddge1e4eokjlolqlv,a1ctd1e1e6e9fokilolqlv,a1dhdke1e4esfnfokilolv,a1d9dce4ekfnfokilolv,d1d4e4ecfnfo"
            "kilq,dedhe1e4epfnkklq,a1d5d8e1e6egfokilolqlv,a1cscve1e5e8fnfokilolqlv,a1dadde1e4elfnfokilolv,a1d2d5e"
            "4edfnfokilolv,dldoe1e4f1fnkklq,a1dddge1e4eokjlolqlv,a1ctd1e1e6e9fokilolqlv,a1didle1e5etfnfokilolqlv,"
            "a1d9dce4ekfnfokilolv,cpcse4e5fnfokilq,dedhe1e4epfnkklq,a1d6d9e1e4ehkjlolqlv,a1clcoe1e5fnfokilolqlv,a"
            "1dadde1e4elfnfokilolv,a1d2d5e4edfnfokilolv,dmdpe4f2fnfokilq,d6d9e1e4ehkjlolqlv,a1ctd1e1e6e9fokilolql"
            "v,a1didle1e5etfnfokilolqlv,a1d3d6e1e4eefnfokilolv,a1cpcse4e5fnfokilq,dedhe1e4epfnkklq,a1cud2e1e4e9ea"
            "kjlolqlv,a1djdme1e6eufokilolqlv,a1dadde1e4elfnfokilolv,a1d2d5e4edfnfokilolv,dfdie4eqfnfokilq,d7dae1e"
            "4e5eifngakklplq,a1ctd1e1e6e9fokilnlolqlulv,a1didle1e2e5etfnfokhkilolqlv,a1d3d6e1e4eefnfokilolv,a1cqc"
            "te4e6fnfokilolv,dedhe1e4epfngakklq"
        ),
    ),
    "XTAL": Table(
        1990, 2028,
        closed=(
            "a1dddge1eohklolqlv,a1ctd1e1e9fohklolqlv,a1bodhdke1esfnfohklolv,a1bod9dcekfnfohklolv,bod1d4ecfnfolq,b"
            "odedhe1epfnlq,a1d5d8e1egfohklolqlv,a1bocscve1e8fnfohklolqlv,a1bodadde1elfnfohklolv,a1bod2d5edfnfohkl"
            "olv,bodldoe1f1fnlq,a1dddge1eohklolqlv,a1ctd1e1e9fohklolqlv,a1bodidle1etfnfohklolqlv,a1bod9dcekfnfohk"
            "lolv,bocpcse5fnfolq,bodedhe1epfnlq,a1d6d9e1ehhklolqlv,a1clcoe1fnfohklolqlv,a1bodadde1elfnfohklolv,a1"
            "bod2d5edfnfohklolv,bodmdpf2fnfolq,bod6d9e1ehhklolqlv,a1ctd1e1e9fohklolqlv,a1bodidle1etfnfohklolqlv,a"
            "1bod3d6e1eefnfohklolv,a1bocpcse5fnfolq,bodedhe1epfnlq,a1cud2e1eahklolqlv,a1djdme1eufohklolqlv,a1boda"
            "dde1elfnfohklolv,a1bod2d5edfnfohklolv,bodfdieqfnfolq,bod7dae1eifnlplq,a1ctd1e1e9fohklolqlv,a1bodidle"
            "1etfnfohklolqlv,a1bod3d6e1eefnfohklolv,a1bocqcte6fnfohklolv,bodedhe1epfnlq"
        ),
    ),
    "XLIT": Table(
        1990, 2028,
        closed=(
            "a1bgdddge1eog6hfk1k2lolqlv,a1cbctd1e1e9fohfk1lolqlv,a1cbdhdke1esfog6k2lolv,a1bgcbd9dcekfog6k1k2lolv,"
            "bgcbd1d4ecfog6hfk1k2lq,bgdedhe1epg6hfk1k2lq,a1bgcbd5d8e1egfohfk1lolqlv,a1cbcscve1e8fohflolqlv,a1bgcb"
            "dadde1elfog6k2lolv,a1bgcbd2d5edfog6k1k2lolv,bgdldoe1f1g6hfk1k2lq,a1bgdddge1eog6hfk1k2lolqlv,a1cbctd1"
            "e1e9fohfk1lolqlv,a1cbdidle1etfohflolqlv,a1bgcbd9dcekfog6k1k2lolv,bgcbcpcse5fog6hfk1k2lq,bgdedhe1epg6"
            "hfk1k2lq,a1bgd6d9e1ehg6hfk1k2lolqlv,a1cbclcoe1fohflolqlv,a1bgcbdadde1elfog6k2lolv,a1bgcbd2d5edfog6k1"
            "k2lolv,bgcbdmdpf2fog6hfk1k2lq,bgd6d9e1ehg6hfk1k2lolqlv,a1cbctd1e1e9fohfk1lolqlv,a1cbdidle1etfohflolq"
            "lv,a1bgcbd3d6e1eefog6k2lolv,a1bgcbcpcse5fog6hfk1k2lq,bgdedhe1epg6hfk1k2lq,a1bgcud2e1eag6hfk1k2lolqlv"
            ",a1cbdjdme1eufohfk1lolqlv,a1cbdadde1elfog6k2lolv,a1bgcbd2d5edfog6k1k2lolv,bgcbdfdieqfog6hfk1k2lq,bgd"
            "7dae1eig6hfk1k2lplq,a1bgcbctd1e1e9fohfk1lolqlv,a1cbdidle1etfohflolqlv,a1bgcbd3d6e1eefog6k2lolv,a1bgc"
            "bcqcte6fog6k1k2lolv,bgdedhe1epg6hfk1k2lq"
        ),
    ),
    "XTAE": Table(
        1990, 2028,
        mask="71234 2026-01-05:12345",
        closed=(
            "cbd9dadfdgdue1eteugvijikj3j4jajb,bsd4dhdiejgli8i9iaihiiiminitiu,cjdne6e7f7h9irisitj6j7jbjcjijj,c7d5d"
            "6dbdcdqdrepeqgrifigitiuj6j7,crdddeefegghi5i6i7ieifijikiqir,cgdke3e4f4h6ioipiqj3j4j8j9jfjg,c5d3d4d9da"
            "dndoengpifimin,cndldmdrdsecedfafbhcj1j2jfjgjmjn,ccdgdtduevh2ikilimitiuj4j5jbjc,c2cvd1d6d7dkdlekgmici"
            "jik,cldjdkdpdqe9eaf8haj1j8j9,d8dpdqeresgtihiiijiqirj1j2j8j9,bqcrcsd2d3dgdheggii8ifig,cidgdhdmdne6e7f"
            "5h7isj5j6,c7d5d6dbdcdqdrepeqgrifigitiuj6j7,doebecfcfdhej3j4j5jcjdjhjijojp,cedcdddidje2e3f1h3ioj1j2,c"
            "4d2d3d8d9dndoemengoicidiqirj3j4,dke7e8f8f9haitiuj1j8j9jdjejkjl,cad8d9dedfdsdtesguikiris,bsctcud4d5dj"
            "dkeiejgki8i9iminitiu,ckdidjdodpe9eaf7f8h9isitjcjdjjjk,c8dcdpdqergtigihiiipiqiuj1j7j8,bocpcqcvd1dfdge"
            "eefggi4i5iiijipiq,cgdedfdkdle5e6f3f4h5ioipj8j9jfjg,c5d9dmdneogqidieifiminirisj4j5,codsebecfchej2j3j4"
            "jbjcjgjhjnjo,ccdadbdgdhe1e2euevh1ikilj4j5jbjc,c1d5didjekgmi9iaibiiijinioiuj1,cld9dpe8e9f9hbihitiuj1j"
            "8j9jdjejkjl,c2cad8d9dedfdsdtesguikiris,cncsdedfegehgii6i7i8ifigikiliris,chdle4e5f5h7ipiqirj4j5j9jajg"
            "jhk1,c7d5d6dbdcdpdqepgrihioip,codmdndsdtedeefbfchdj2j3jgjhjnjo,dddue1f1f2h3iminioj1j2j6j7jdje,c3d1d2"
            "d7d8dldmelemgnibiiilipj2,cndldmdrdsebecfafbhcj1j8jbjfjm,dadbdhe1e2euevh1ikilimitj4j5jbjc"
        ),
        short=(
            "13:50=,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,a9aganaub6bdbkbrc6cdckcrdadhdoe1e8efetf5fcfjfqg3gaghgogvh7"
            "hehlhsi4j9jgjnjuk6kdkkkrl4lblilp,a1a8afamatb5bcbjbqc5cccjcqd2d9dgdue7eeelesf4fifpg2g9gggnguh6hdhkhri"
            "3iaihiojtk5kckjkql3lalhlolv,a7aealasb4bbbibpc3cachcocvd7dldse5ecejeqf2f9fgfnfug7geglgsh4hbhihpi1i8if"
            "jdjkjrk3kakhkol1l8lflmlt;14:15=dbdcj7j8j9,cvd1d2d3ioipiq,djdkdldmjdjejf,d7d8j3j4j5,csctcucvilimip,dg"
            "dhdidjjajbjc,d7d8itiuj1j2j3,dndojjjkjl,dcdddedfj6j7j8,d4d5iqirisitiu,dndojfjgjhjijj,d9dadbdcj3j4j7,c"
            "vd1iminioipiq,dkdljcjdjejfjg,d7d8j3j4j5,dpdqdrdsjjjkjn,dgdhj8j9jajbjc,d4d5iuj1j2,dldmdndojfjgjj,dcdd"
            "j4j5j6j7j8,cvd1iqiris,dkdljgjhji,d8d9dadbj2j3j4,crcsiminio,dgdhjcjdje,d5d6d7d8itiuj1,dodpdqdrjijjjk,"
            "dcddj8j9ja,d1d2d3d4ipiqir,dldmdndojfjgjh,dcddj4j5j6j7j8,ctcucvd1iminiq,dhdidjdkjbjcjd,d9daj1j2j3j4j5"
            ",dodpjkjljm,dedfdgdhj8j9jc,d3d6isitiuj1,dndqjijjjkjl,dcdddej6j9ja;15:40=a7aealasb4bbbibpc4cicpd1d8dm"
            "dte6edekerf3fafhfog1g8gfgmgth5hchjhqi2i9iginiujejljsk4kbkikpl2l9lglnlu,a6adakarb3babhboc3cachcod7ded"
            "ldse5eceqf2f9fgfnfug7gegsh4hbhihpi1ifj6jdjkjrk3kakhkol1l8lflmlt,a5acajaqb2b9bgbnc1c8cfcmctd5dcdqe3ea"
            "eheoevfeflfsg5gcgjgqh2hghnhui6idikj4jpk1k8kfkmktl6ldlklr,a3aaahaoavb7beblbsceclcsd4didpe2e9egeneuf6f"
            "dfkfrg4gbgigph1h8hfhmhti5icijiqjajhjojvk7keklksl5lcljlq,a2a9aganaub6bdbkbrc6cdckd3dadhdoe1e8emetf5fc"
            "fjfqg3gagogvh7hehlhsi4ibiij2j9jgjnjuk6kdkkkrl4lblilp,a1a8afamatb5bcbjbqc5cccjcqd2d9dndue7eeelesfbfif"
            "pg2g9gggnguhdhkhri3iaihj1jmjtk5kckjkql3lalhlolv,a7aealasb4bbbibpc3cachcocvdedldse5ecejeqf2f9fgfnfug7"
            "geglgsh4hbhihpi1i8j6jdjkjrk3kakhkol1l8lflmlt,a5acajaqb2b9bgbnc2c9cgcud6dddke4ebeiepf1f8fffmftg6gdgkg"
            "rh3hahhhohvi7ieilisj5jcjqk2k9kgknkul7lellls,a4abaiapb1b8bfbmc1c8cfcmctd5djdqe3eaeheof7feflfsg5gcgjgq"
            "h9hghnhui6idirjijpk1k8kfkmktl6ldlklr,a3aaahaoavb7beblbsc7ceclcsdbdidpe2e9egeneuf6fdfkfrg4gbgigph1h8h"
            "fhmhti5j3jajhjojvk7keklksl5lcljlq,a2a9aganaub6bdbkbrc5cccjcqd2d9dgdue7eeelesf4fbfifpg2g9gggnguh6hdhk"
            "hri3iaihiojmjtk5kckjkql3lalhlolv,a7aealasb4bbbibpc4cbcicpd1dfdmdte6edekf3fafhfog1g8gfgmh5hchjhqi2i9i"
            "giniujejljsk4kbkikpl2l9lglnlu,a6adakarb3babhboc3cachcod7dedldse5ecejeqf2f9fgfnfug7geglgsh4hbhihpi1it"
            "j6jdjkjrk3kakhkol1l8lflmlt,a5acajaqb2b9bgbnc2c9cgcncud6dddre4ebeiepf1f8fffmftg6gdgkgrh3hahhhohvi7iei"
            "ljjjqk2k9kgknkul7lellls,a4abaiapb1b8bfbmbtceclcsd4didpe2e9egeneuf6fdfkfrg4gbgigph1h8hfhmhti5icijiqja"
            "jhjojvk7keklksl5lcljlq,a2a9aganaub6bdbkbrc6cdckcrd3dadhe1e8efemetf5fjfqg3gaghgogvh7hlhsi4ibiiipj2j9j"
            "gjuk6kdkkkrl4lblilp,a1a8afamatb5bcbjbqc5cccjcqd2d9dndue7eeelesf4fbfifpg2g9gggnguh6hdhkhri3iaihjfjmjt"
            "k5kckjkql3lalhlolv,a7aealasb4bbbibpcbcicpd1dfdmdte6edekerf3fafhfog1g8gfgmgth5hchjhqi2i9iginj7jejljsk"
            "4kbkikpl2l9lglnlu,a6adakarb3babhboc2c9cgcncud6dddre4ebeiepf1fffmftg6gdgkgrh3hhhohvi7ieilisj5jcjqk2k9"
            "kgknkul7lellls,a4abaiapb1b8bfbmc1c8cfcmctd5djdqe3eaeheoevf7feflfsg5gcgjgqh2h9hghnhui6idjbjijpk1k8kfk"
            "mktl6ldlklr,a3aaahaoavb7beblc7ceclcsdbdidpe2e9egeneuf6fdfkfrg4gbgigph1h8hfhmhti5icijj3jajhjojvk7kekl"
            "ksl5lcljlq,a2a9aganaub6bdbkbrc6cdcrd3dadhe1e8efemetf5fcfjfqg3gaghgogvh7hehlhsi4ibiiipj2j9jnjuk6kdkkk"
            "rl4lblilp,a1a8afamatb5bcbjbqc4cbcicpd1dfdmdte6edekf3fafhfog1g8gfgmh5hchjhqi2i9injejljsk4kbkikpl2l9lg"
            "lnlu,a6adakarb3babhc3cachcod7dedldse5ecejeqf2f9fgfnfug7geglgsh4hbhihpi1i8ifitj6jdjkjrk3kakhkol1l8lfl"
            "mlt,a5acajaqb2b9bgbnc2c9cncud6dddre4ebeiepf1f8fffmftg6gdgkgrh3hahhhohvi7ieilisj5jjjqk2k9kgknkul7lell"
            "ls,a4abaiapb1b8bfbmc1c8cfcmctdcdjdqe3eaehevf7feflfsg5gcgjh2h9hghnhui6ikjbjijpk1k8kfkmktl6ldlklr,a3aa"
            "ahaoavb7beblbsc6cdckcrd3dadhe1e8efemetf5fjfqg3gaghgogvh7hlhsi4ibiiipj9juk6kdkkkrl4lblilp,a1a8afamatb"
            "5bcbjbqc5cjcqd2d9dndue7eeelesf4fbfifpg2g9gggnguh6hdhkhri3iaihioj1jfjmjtk5kckjkql3lalhlolv,a7aealasb4"
            "bbbibpc4cbcicpd8dfdmdte6ederf3fafhfog1g8gfgth5hchjhqi2igj7jejljsk4kbkikpl2l9lglnlu,a6adakarb3babhboc"
            "3cachcocvd7dedse5ecejeqf2fgfnfug7geglgsh4hihpi1i8ifimj6jrk3kakhkol1l8lflmlt,a5acajaqb2b9bgbnc1c8cfcm"
            "ctd5djdqe3eaeheoevf7feflfsg5gcgjgqh2h9hghnhui6idjbjijpk1k8kfkmktl6ldlklr,a3aaahaoavb7beblbsc7cecld4d"
            "bdidpe2e9eneuf6fdfkfrg4gbgph1h8hfhmhti5icijj3jajhjojvk7keklksl5lcljlq,a2a9aganaub6bdbkbrc6cdckcrd3da"
            "doe1e8efemetfcfjfqg3gaghgogvhehlhsi4ibiij2jnjuk6kdkkkrl4lblilp,a1a8afamatb5bcbjbqc5cccjcqd2dgdndue7e"
            "eelesf4fbfifpg2g9gggnguh6hdhkhri3iaj8jfjmjtk5kckjkql3lalhlolv,a7aealasb4bbbibpc3cachcvd7dedle5ecejeq"
            "f2f9fgfnfug7geglgsh4hbhihpi1i8ifimitj6jdjrk3kakhkol1l8lflmlt,a5acajaqb2b9bgbnc2c9cgcncud6dkdre4ebeie"
            "pf8fffmftg6gdgkgrhahhhohvi7ieilisj5jjjqk2k9kgknkul7lellls,a4"
        ),
    ),
    "XJSE": Table(
        1990, 2028,
        closed=(
            "a1cldddgdre1h9iolhlplq,a1clctd1e1fhh9iolglplq,a1dhdkdre1fghaiolglp,a1cmd9dcdrfgh9iolglr,cld1d4dre2fg"
            "h9lglq,a2cldedhdre1fgh9iplplq,a1cld5d8e1fhh9iolglplq,a1clcscvdse1fgiolglplq,a1dadddre1fghaiolglp,a1c"
            "md2d5drfgh9iolglr,cldldodre1fgh9iplplq,a1cldddgdre1h9iolhlplq,a1clctd1e1fhh9iolglplq,a1cldidldse1fgi"
            "olglplq,a1cmd9dcdedrfgh9iolglr,clcpcsdre2fgh9lglq,a2c1cldedhdre1fgh9iplplq,a1cld6d9dre1h9iolhlplq,a1"
            "clcodse1e2fgiolglplq,a1dadddmdre1fghaiolglp,a1cmd2d5drfgh9iolglr,cldmdpdre2eifgh9lglqlr,a2cld6d9dre1"
            "h9iolhlplq,a1clctd1e1fhh9iolglplq,a1cldidldse1e7fgiolglplq,a1d3d6dre1fghaiolglp,a1clcpcsdre2fgh3h9lg"
            "lqlr,a2cldedhdre1fgh9iplplq,a1clcud2dre1h9iolhlplq,a1cldjdme1e8fhh9iolglplq,a1dadddre1fghaiolglp,a1c"
            "md2d5drfgh9iolglr,cldfdidre2fgh9lglq,a2cld7dadre1fgh9iplplq,a1clctd1e1fhh9iolglplq,a1cldidldse1fgiol"
            "glplq,a1d3d6dre1fghaiolglp,a1cmcqctdrfgh9iolglr,cldedhdre1fgh9iplplq"
        ),
    ),
    "XSAU": Table(
        2021, 2028,
        mask="71234",
        closed=(
            ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,bmedeggigjgkglgmin,bmdse1e2e3e4e5e8g7gagbgcgd,bmdidjdkdndodpfrfsftg2,"
            "bmd7d8d9dadbdedffdfgfhfifjfkfnin,crcucvd1d2f4f5f8f9in,bmchcicjcmcneoepeqeresin,bmc7c8c9cacbegeheieje"
            "kin,bmbrbsbtc1c2e3e4e7e8e9"
        ),
    ),
}  # fmt: skip
