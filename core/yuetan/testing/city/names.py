"""Names of nobody: common surnames and given-name characters, put together by chance."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖"
    "姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "皇甫", "令狐")
GIVEN = (
    "安昌成春达德东恩方芳丰刚光广桂国海涵翰浩和恒红宏华慧吉佳建健洁杰金晶静军俊开凯康可兰磊立丽亮林玲龙梅美敏明宁鹏平琴青清庆秋群仁荣蓉瑞森"
    "珊善胜诗世淑思松涛天婷伟文雯武贤祥翔晓欣新星秀旭雪岩燕阳怡艺英勇友雨玉元媛远云泽哲珍振志忠洲卓子"
)
RARE = "喆堃玥珺昇㐂𠮷龑"  # characters that small fonts and old encodings lack
COMPOUND, ONE_CHARACTER, WITH_RARE = 0.01, 0.15, 0.01


def name(random: Random) -> str:
    """One name: a surname, and one or two characters."""
    surname = random.choice(COMPOUND_SURNAMES) if random.random() < COMPOUND else random.choice(SURNAMES)
    first = random.choice(RARE) if random.random() < WITH_RARE else random.choice(GIVEN)
    return surname + first if random.random() < ONE_CHARACTER else surname + first + random.choice(GIVEN)
