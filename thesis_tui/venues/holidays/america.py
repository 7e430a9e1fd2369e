"""Made by tests/tools/make_holidays.py from exchange_calendars 4.13.2; not edited by hand."""

from thesis_tui.venues.holidays.table import Table

TABLES: dict[str, Table] = {
    "XNYS": Table(
        1990, 2028,
        closed=(
            "a1bjddesg4i3kmlp,a1bicterg4i2kslp,a1bhdhepg3i7kqlp,a1bfd9evg5i6kplo,bld1dreug4i5kolq,a2bkdeetg4i4knl"
            "p,a1bjd5erg4i2kslp,a1bhcseqg4i1krlp,a1ajbgdaepg3i7kqlp,a1aibfd2evg5i6kplo,ahbldletg4i4knlp,a1afbjdde"
            "sg4i3ibicidiekmlp,a1albicterg4i2kslp,a1akbhdieqg4i1krlp,a1ajbgd9evfbg5i6kplo,ahblcpeug4i5kolq,a2agbk"
            "deetg4i4knlp,a1a2afbjd6esg4i3kmlp,a1albicleqg4i1krlp,a1ajbgdaepg3i7kqlp,a1aibfd2evg5i6kplo,ahbldmeug"
            "4i5kolq,a2agbkd6esg4i3jtjukmlp,a1albicterg4i2kslp,a1akbhdieqg4i1krlp,a1ajbgd3epg3i7kqlp,a1aibfcpeug4"
            "i5kolq,a2agbkdeetg4i4knlp,a1afbjcuesg4i3kml5lp,a1albidjerg4i2kslp,a1akbhdaepg3i7kqlp,a1aibfd2evg5i6k"
            "plo,ahbldfeufkg4i5kolq,a2agbkd7etfjg4i4knlp,a1afbjcterfjg4i2kslp,a1a9akbhdieqfjg4i1krlp,a1ajbgd3epfj"
            "g3i7kqlp,a1aibfcqevfig5i6kplo,ahbldeetfjg4i4knlp"
        ),
        short=(
            "13:00=,,,kq,kp,g3ko,g5ktlo,g3kslolq,krlo,kqlv,g3ko,g3knlo,g5ktlo,g3kslolq,kq,kp,g3ko,g3knlo,g3kslo,k"
            "rlo,kq,kp,g3knlo,g3ktlo,g3kslo,krlo,kp,g3ko,g3knlo,g3ktlo,krlo,kq,kp,g3ko,g3ktlo,g3kslo,krlo,kq,g3ko"
            ";14:00=lo,lo,krlo"
        ),
    ),
    "XTSE": Table(
        1990, 2028,
        closed=(
            "a1ddelg2h6i3j8lplq,a1ctekg1h5i2jelplq,a1dheig1h3i7jclpls,a1d9eog1h2i6jblrls,a3d1eng1h1i5jalqlr,a2dee"
            "mg3h7i4j9lplq,a1d5ekg1h5i2jelplq,a1csejg1h4i1jdlplq,a1daeig1h3i7jclpls,a1d2eog1h2i6jblrls,a3dlemg3h7"
            "i4j9lplq,a1ddelg2h6i3ibicj8lplq,a1ctekg1h5i2jelplq,a1diejg1h4i1jdlplq,a1d9eog1h2i6jblrls,a3cpeng1h1i"
            "5jalqlr,a2deemg3h7i4j9lplq,a1d6elg2h6i3j8lplq,a1biclejg1h4i1jdlplq,a1bgdaeig1h3i7jclpls,a1bfd2eog1h2"
            "i6jblrls,a3bldmeng1h1i5jalqlr,a2bkd6elg2h6i3j8lplq,a1bictekg1h5i2jelplq,a1bhdiejg1h4i1jdlplq,a1bgd3e"
            "ig1h3i7jclpls,a1bfcpeng1h1i5jalqlr,a2bkdeemg3h7i4j9lplq,a1bjcuelg2h6i3j8lplq,a1bidjekg1h5i2jelplq,a1"
            "bhdaeig1h3i7jclpls,a1bfd2eog1h2i6jblrls,a3bldfeng1h1i5jalqlr,a2bkd7emg3h7i4j9lplq,a1bjctekg1h5i2jelp"
            "lq,a1bhdiejg1h4i1jdlplq,a1bgd3eig1h3i7jclpls,a1bfcqeog1h2i6jblrls,a3bldeemg3h7i4j9lplq"
        ),
        short="13:00=,,,,,,,,,,,,,,,,,,,,lo,,lo,lo,lo,lo,,,lo,lo,lo,lo,,,lo,lo,lo,lo",
    ),
    "XMEX": Table(
        1990, 2028,
        closed=(
            "a1b5cldcdde1kklclp,a1b5clcscte1igkklclp,a1b5dgdhe1igkklp,a1b5d8d9ig,clcvd1iglc,cldddee1kklclp,a1b5cl"
            "d4d5e1igkklclp,a1b5clcrcse1igkklclp,a1b5d9dae1igkklp,a1b5d1d2ig,cldkdle1kklclp,a1b5cldcdde1kklclp,a1"
            "b5clcscte1igkklclp,a1b5cldhdie1igkklclp,a1b5d8d9ig,clcocpiglc,cldddee1k2kklclp,a1b5cjd5d6e1k2kjlclp,"
            "a1b4chckcle1igkhlclp,a1b2cgd9dae1igk2kglp,a1b1cfd1d2igihk2kf,b7cldldmigk2kllc,b6cjd5d6e1k2kjlclp,a1b"
            "4cicscte1igkilclp,a1b3chdhdie1igkhlclp,a1b2cgd2d3e1igk2kglp,a1b1clcocpigk2kllc,b6ckdddee1k2kklclp,a1"
            "b5cjctcue1k2kjlclp,a1b4cididje1igkilclp,a1b3cgd9dae1igk2kglp,a1b1cfd1d2igk2kf,b7cldedfigk2kllc,b6ckd"
            "6d7e1k2kklclp,a1b5cicscte1igkilclp,a1b3chdhdie1igkhlclp,a1b2cgd2d3e1igk2kglp,a1b1cfcpcqigk2kf,b7ckdd"
            "dee1k2kklclp"
        ),
    ),
    "BVMF": Table(
        1990, 2028,
        closed=(
            "a1apbqbrdde1fei7jck2kflolplv,a1apbbbccte1eukflolplv,a1c2c3dhdle1fii7jck2lolplv,a1apbmbnd9dlfai7jck2k"
            "flolv,apbebfd1dlf2i7jck2kflu,apbrbsdedle1ffi7jck2kflplt,a1apbjbkd5e1f6kflolplv,a1babbcsdle1etlolplv,"
            "a1bnbodadle1fbg9i7jck2lolplv,a1apbfbgd2dlf3g9i7jck2kflolv,apc6c7dle1fmi7jck2kflplt,a1apbqbrdde1feg9i"
            "7jck2kflolplv,a1apbbbccte1eug9kflolplv,a1c3c4didle1fjg9lolplv,a1bnbod9dlfag9i7jck2kflolv,apb7b8cpdle"
            "qi7jck2kflu,apbrbsdedle1ffi7jck2kfkklplt,a1apbjbkd6e1f7g9i7jck2kfkklolplv,a1apb4b5cldle1emg9kklolplv"
            ",a1bnbodadle1fbg9i7jck2kklolplv,a1apbfbgd2dlf3g9i7jck2kflolv,apc7c8dldmfni7jck2kflu,apbkbld6e1f7g9i7"
            "jck2kfkklolplv,a1apbbbccte1eug9kfkklolplv,a1c3c4didle1fcfjg9kklolplv,a1bgbhd3dle1f4g9i7jck2kklolplv,"
            "a1apb8b9cpdleqi7jck2kflu,apbrbsdedle1ffi7jck2kfkklplt,a1apbcbdcue1evg9i7jck2kfkklolplv,a1apc4c5dje1f"
            "kg9kfkklolplv,a1bobpdadle1fbi7jck2lolplv,a1apbfbgd2dlf3g9i7jck2kflolv,bsc1dfdlfgi7jck2kflu,bkbld7dle"
            "1f8i7jck2kflplt,a1bcbdcte1eukfkklolplv,a1c3c4didle1fjkklolplv,a1bgbhd3dle1f4i7jck2kklolplv,a1b8b9cqd"
            "leri7jck2kflolv,bsbtdedle1ffi7jck2kfkklp"
        ),
    ),
    "XBUE": Table(
        1990, 2028,
        closed=(
            "a1d2dcdde1epfig9hkjfk6lp,a1csctd1e1fhg9hjjek6lp,a1d6dgdhe1epffg9hhjck6l8lp,a1d5d8d9epflg9hgjbl8,cvd1"
            "d4epfkhfjal8,d3dddee1epfjhljgk6l8lp,a1d1d4d5e1fhg9hjjek6lp,a1crcscve1fgg9hijdk6l8lp,a1d6d9dae1epffg9"
            "hhjck6l8lp,a1d1d2d5epflg9hgjbl8,d3dkdle1epfjhljgk6l8lp,a1d2dcdde1epfig9hkjfk6lp,a1a7a8a9aaabaeafagcs"
            "ctd1dmdndodpdqe1fhg9hjjek6lp,a1cvdhdie1fgg9hijdk6l8lp,a1d5d8d9epflg9hgjbl8,cocpepfkhfjal8,codddee1ep"
            "fjhljgk6l8lp,a1d2d5d6e1epfig9hkjfk6lp,a1ckclcod2e1fgg9hijdk6l8lp,a1cod2d9dae1epffg9gahhjck6l8lp,a1co"
            "d1d2eoepflg9hgjbjrkml8,c7c8cocpdldmepfkhmjaksl8l9,a2bkblbrd2d5d6due1epfkg9hkioj8k6kqlp,a1avbbbcbkcsc"
            "td1d2e1fkflg9hjjek6kplp,a1c3c4cod2dhdie1e2fkg9hijdk6kol8lplq,a1bgbhcncod2d3e1epg9hhjck6krl7l8lp,a1b8"
            "b9cocpepfhfkg8hfjaksl8l9,brbscodddee1epfkhljgk6kkl8lp,a1bcbdctcud2due1epfkg9hkjfkjkulolplv,a1c4c5d2d"
            "idje1fhfkg8g9hjjekilp,a1bobpcod2d9dae1epfhg9hhjcknl8lp,a1bfbgcod1d2epfhg9hgjbkml8,bsc1codedfepfhfkhf"
            "jakll8,bkblcod6d7e1epfkhljgkkl8lp,a1bcbdcsctd2e1fhfkg9hjjekilp,a1c3c4cod2dhdie1fhfkg9hijdkhl8lp,a1bg"
            "bhcod2d3e1epfhg9hhjcknl8lp,a1b8b9cocpcqd2epfhg9hgjbkml8,bsbtcodddee1epfkhljgkkl8lp"
        ),
        short=(
            "13:00=lolv,lolv,lolv,lolv,,,lolv,lolv,lolv,lolv,,lolv,lolv,lolv,lolv,,,lolv,lolv,lolv,lolv,,lolv,lol"
            "v,lolv,lolv,,,,lolv,lolv,lolv,,,lolv,lolv,lolv,lolv"
        ),
    ),
    "XSGO": Table(
        1990, 2028,
        closed=(
            "a1dde1elfbg2hfiiijjfk1lplv,a1cte1elerhfiiijk1lplv,a1dhe1elffftiijcl8lplv,a1d9elf7fsjbk1l8lv,d1eufrhf"
            "ijjak1l8,dee1fcfqhfiiijj9k1l8lp,a1d5e1elf3hfiiijk1lplv,a1cse1eleqhfiiijl8lplv,a1dae1elf8ftiijcl8lplv"
            ",a1d2elevfsjbk1l8lv,dle1fjfqhfiiijj9k1l8lp,a1dde1elfbg2hfiiijjfk1lplv,a1cte1elerhfiiijk1lplv,a1die1e"
            "lfghfiiijl8lplv,a1d9elf7fsjbk1l8lv,cpenfrhfijjak1l8,dee1fcfqhfiiijj9k1l8lp,a1d6e1elf4g2hfihiiijjfk1l"
            "plv,a1cle1elgghfiiijjvl8lplv,a1dae1elftggiijcl8lplv,a1d2elfsggihikjbk1l8lv,dmfrhfijjajvk1l8,d6e1elg2"
            "gghfihiiijjfk1k2lplv,a1cte1elgghfiiijikjvk1lplv,a1die1elgghfiiijjvl8lplv,a1d3e1elftggiijcl8lplv,a1cp"
            "frhfijjajvk1l8,a2dedje1fqhfiiijj9jrk1l8lp,a1agcue1elg2gghfihiiijjfk1k2lplv,a1dje1elgghfiiijikjvk1lpl"
            "v,a1dae1elftggiijcl8lplv,a1d2elflfsggjbk1l8lv,dfflfrhfigijjajvk1l8,d7e1flfqhfiiijj9jrk1l8lp,a1cte1el"
            "fkgghfiiijikjvk1lplv,a1die1elfkgghfiiijjvl8lplv,a1d3e1elftggiijcl8lplv,a1cqelflfsggjbk1l8lv,dee1fkfq"
            "hfiiijj9jrk1l8lp"
        ),
        short=(
            "12:30=lo,lolu,lolu,lolu,lu,,lolu,lolu,lolu,lolu,,lo,lolu,lolu,lolu,lu,,lo,lolu,lolu,lolu,lu,lo,lolu,"
            "lolu,lolu,lu,,lo,lolu,lolu,lolu,lu,,lolu,lolu,lolu,lolu;13:30=dc,csih,dgih,d8ih,cv,dd,d4ih,crih,d9ih"
            ",d1ih,dk,dc,csih,dhih,d8ih,co,dd,d5,ckih,d9ih,d1,dl,d5,csih,dhih,d2ih,co,dd,ct,diih,d9ih,d1ih,de,d6,"
            "csih,dhih,d2ih,cpih,dd"
        ),
    ),
    "XLIM": Table(
        1990, 2028,
        closed=(
            "a1dcdde1fthuj8k1lplv,a1cscte1gthuj8k1lplv,a1dgdhe1ftgsgtj8l8lplv,a1d8d9ftgsgthuj8k1l8lv,cvd1ftgsgthu"
            "k1l8,dddee1ftgshuk1l8lp,a1d4d5e1gthuj8k1lplv,a1crcse1gsgtj8l8lplv,a1d9dae1ftgsgtj8l8lplv,a1d1d2ftgsg"
            "thuj8k1l8lv,dkdle1ftgshuk1l8lp,a1dcdde1fthuj8k1lplv,a1cscte1gthuj8k1lplv,a1dhdie1gsgtj8l8lplv,a1d8d9"
            "ftgsgthuj8k1l8lv,cocpftgsgthuk1l8,dddee1ftgshuk1l8lp,a1d5d6e1fthuj8k1lplv,a1ckcle1gsgtj8l8lp,a1a2d9d"
            "ae1ftgrgsgtj8l8lp,a1d1d2ftgsgthuj8k1l8,dldmftgsgthuk1l8,d5d6e1fthuj1j2j8k1lp,a1cscte1gthuj8k1lp,a1dh"
            "die1gsgtj8l8lp,a1a2d2d3e1ftgrgsgtj8j9l8lp,a1cocpftgsgthuk1khkil8,dddee1ftgshuk1l8lp,a1ctcudde1fthuj8"
            "k1lp,a1didje1gthuj8k1lp,a1d9dae1ftgsgtj8l8lp,a1d1d2ftgsgthuj8k1l8,dedfftgsgthuk1l8l9,d6d7e1ftgshuk1l"
            "8lp,a1cscte1f7gngth6huj8k1l9lp,a1dhdie1gngsgth6j8l8l9lp,a1d2d3e1ftgngsgth6j8l8l9lp,a1cpcqf7ftgngsgth"
            "6huj8k1l8l9,dddee1f7ftgshuk1l8lp"
        ),
    ),
    "XBOG": Table(
        1990, 2028,
        closed=(
            "a1a8cjdcdde1esfifpg2gkh7hkjfk5kclplv,a1a7cpcscte1edf3fag1h7hjjek4kblplv,a1a6cndgdhe1f1fmftgkh7hhjck2"
            "kgl8lplv,a1abcmd8d9eofeflg5gkhgjik1kfl8lv,aaclcvd1egf6fdg4gkhfjhk7kel8lu,a9ckdddee1etfjfqg3gkh7hljgk"
            "6kdl8lplt,a1a8cpd4d5e1ekfafhg1h7hjjek4kblplv,a1a6cocrcse1ecf2f9fuh7hijdk3khl8lplv,a1accnd9dae1epfffm"
            "ftgkh7hhjck2kgl8lplv,a1abcmd1d2ehf7feg5gkhgjik1kfl8lv,aackdkdle1f5fqg3gkh7hljgk6kdl8lplt,a1a8cjdcdde"
            "1esfifpg2gkh7hkjfk5kclplv,a1a7cpcscte1edf3fag1h7hjjek4kblplv,a1a6codhdie1f2fnfuh7hijdk3khl8lplv,a1ac"
            "cmd8d9eofeflg5gkhgjik1kfl8lv,aaclcocpe9euf6g4gkhfjhk7kel8lu,a9ckdddee1etfjfqg3gkh7hljgk6kdl8lplt,a1a"
            "8cjd5d6e1elfbfig2gkh7hkjfk5kclplv,a1a7ckclcoe1e5eqf2fuh7hijdk3khl8lplv,a1accnd9dae1epfffmftgkh7hhjck"
            "2kgl8lplv,a1abcmd1d2ehf7feg5gkhgjik1kfl8lv,aacldldmf6frg4gkhfjhk7kel8lu,a9cjd5d6e1elfbfig2gkh7hkjfk5"
            "kclplv,a1a7cpcscte1edf3fag1h7hjjek4kblplv,a1a6codhdie1f2fnfuh7hijdk3khl8lplv,a1accnd2d3e1eif8ffftgkh"
            "7hhjck2kgl8lplv,a1abclcocpe9euf6g4gkhfjhk7kel8lu,a9ckdddee1etfjfqg3gkh7hljgk6kdl8lplt,a1a8cjctcue1ee"
            "f4fbg2gkh7hkjfk5kclplv,a1a7cpdidje1f3fog1h7hjjek4kblplv,a1a6cnd9dae1epfffmftgkh7hhjck2kgl8lplv,a1abc"
            "md1d2ehf7feg5gkhgjik1kfl8lv,aacldedfeufkfrg4gkhfjhk7kel8lu,a9ckd6d7e1emfcfjg3gkh7hljgk6kdl8lplt,a1a8"
            "cpcscte1edf3fag1h7hjjek4kblplv,a1a6codhdie1f2fnfuh7hijdk3khl8lplv,a1accnd2d3e1eif8ffftgkh7hhjck2kgl8"
            "lplv,a1abcmcpcqeaevf7g5gkhgjik1kfl8lv,aackdddee1etfjfqg3gkh7hljgk6kdl8lp"
        ),
    ),
    "CMES": Table(
        1990, 2028,
        closed=(
            "a1ddlp,a1ctlp,a1dhlp,a1d9lo,d1drlq,a2delp,a1d5lp,a1cslp,a1dalp,a1d2lo,dllp,a1ddlp,a1ctlp,a1dilp,a1d9"
            "fblo,cplq,a2delp,a1a2d6lp,a1cllp,a1dalp,a1d2lo,dmlq,a2d6lp,a1ctlp,a1dilp,a1d3lp,a1cplq,a2delp,a1cul5"
            "lp,a1djlp,a1dalp,a1d2lo,dflq,a2d7lp,a1ctlp,a1a9dilp,a1d3lp,a1cqlo,delp"
        ),
        short=(
            "12:00=bjesg4i3kmlo,bierg4i2kslo,bhepg3i7kqlo,bfevg5i6kpkq,bleug4i5kokp,bketg4i4knko,bjerg4i2ksktlo,b"
            "heqg4i1krkslo,ajbgepg3i7kqkrlo,aibfevg5i6kpkq,ahbletg4i4knko,afbjesg4i3kmknlo,albierg4i2ksktlo,akbhe"
            "qg4i1krkslo,ajbgevg5i6kpkq,ahbleug4i5kokp,agbketg4i4knko,afbjesg4i3kmknlo,albieqg4i1krkslo,ajbgepg3i"
            "7kqkrlo,aibfevg5i6kpkq,ahbleug4i5kokp,agbkesg4i3kmknlo,albierg4i2ksktlo,akbheqg4i1krkslo,ajbgepg3i7k"
            "qkrlo,aibfeug4i5kokp,agbketg4i4knko,afbjesg4i3kmknlo,albierg4i2ksktlo,akbhepg3i7kqkrlo,aibfevg5i6kpk"
            "q,ahbleug4i5kokp,agbketg4i4knko,afbjerg4i2ksktlo,akbheqg4i1krkslo,ajbgepg3i7kqkrlo,aibfevg5i6kpkq,ah"
            "bletg4i4knko"
        ),
    ),
    "IEPA": Table(
        1990, 2028,
        closed=(
            "a1ddlp,a1ctlp,a1dhlp,a1d9lo,d1drlq,a2delp,a1d5lp,a1cslp,a1dalp,a1d2lo,dllp,a1ddlp,a1ctlp,a1dilp,a1d9"
            "fblo,cplq,a2delp,a1a2d6lp,a1cllp,a1dalp,a1d2lo,dmlq,a2d6jtlp,a1ctlp,a1dilp,a1d3lp,a1cplq,a2delp,a1cu"
            "l5lp,a1djlp,a1dalp,a1d2lo,dflq,a2d7lp,a1ctlp,a1a9dilp,a1d3lp,a1cqlo,delp"
        ),
        short=(
            "13:00=bjesg4i3km,bierg4i2ks,bhepg3i7kq,bfevg5i6kp,bleug4i5ko,bketg4i4kn,bjerg4i2ks,bheqg4i1kr,ajbgep"
            "g3i7kq,aibfevg5i6kp,ahbletg4i4kn,afbjesg4i3km,albierg4i2ks,akbheqg4i1kr,ajbgevg5i6kp,ahbleug4i5ko,ag"
            "bketg4i4kn,afbjesg4i3km,albieqg4i1kr,ajbgepg3i7kq,aibfevg5i6kp,ahbleug4i5ko,agbkesg4i3km,albierg4i2k"
            "s,akbheqg4i1kr,ajbgepg3i7kq,aibfeug4i5ko,agbketg4i4kn,afbjesg4i3km,albierg4i2ks,akbhepg3i7kq,aibfevg"
            "5i6kp,ahbleug4i5ko,agbketg4i4kn,afbjerg4i2ks,akbheqg4i1kr,ajbgepg3i7kq,aibfevg5i6kp,ahbletg4i4kn"
        ),
    ),
}  # fmt: skip
