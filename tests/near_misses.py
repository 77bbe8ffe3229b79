"""Near misses: everyday questions with one noun swapped for a name of the base.

"How do I reset my Kerensky password?" has our name in it and is not our question. The pairs are
drawn with a fixed seed, so that every run asks the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from ispolkom_bot.engine import Engine
from ispolkom_bot.model import Lang

ENGLISH = tuple(
    """How do I reset my {} password?
What is the best {} recipe for beginners?
How long should I boil {} for breakfast?
Where can I buy a cheap {} online?
Can you recommend a good {} for my living room?
How many calories are there in a slice of {}?
What time does the {} gym open on Sundays?
How do I get {} stains out of a carpet?
Is {} good for dry skin?
What is the {} exchange rate today?
Why is my {} making a strange noise?
How do I connect {} to my television?
What should I wear to a {} wedding?
How much does a {} subscription cost per month?
Can I take {} on an aeroplane?
Which {} battery lasts the longest?
How do I train my dog to fetch {}?
Is it safe to eat {} raw?
How often should I water a {}?
Why does my {} keep crashing after the update?
Where did I leave my {}?
What is the refund policy for {} tickets?
How do I delete my {} account?
Can {} be washed at forty degrees?
Which airline flies direct to {} in August?
What is the wifi code at {}?
How do I remove {} from a photo?
Does {} ship to Canada?
What size {} should I order for a child of six?
How tall is a giraffe compared with {}?
Which is healthier, butter or {}?
How can I unclog a {} drain?
What is the cube root of {}?
How do I say {} in Japanese?
Who sang the {} song at the Oscars?
Who scored for {} in the cup final last night?
What colour goes well with {} curtains?
How do I knit a {} scarf?
What are the side effects of {} tablets?
Is the {} museum shop open on public holidays?
How do I renew my {} driving licence?
My {} card was declined, what now?
Can you book me a table at {} for eight?
How do I transfer money to {} from my savings account?
What is the plot of the new {} video game?
Which actor plays {} in the superhero film?
How many goals did {} score this season?
What is the top speed of a {} motorcycle?
How do I fix a flat {} tyre?
How long does {} paint take to dry?
Where is the nearest {} pharmacy?
Will it rain in {} this weekend?
What is the area code for {}?
How do I export {} contacts to a spreadsheet?
What does {} taste like with honey?
Why are my {} leaves turning yellow?
How do I descale a {} kettle?
Can cats eat {}?
How much protein is in {} yoghurt?
What is the warranty on a {} dishwasher?
How do I cancel my {} broadband contract?
Which {} phone has the best camera?
How do I write a {} function in Python?
What is the boiling point of {}?
How many moons does the planet {} have?
What is the chemical formula of {}?
How do I prune a {} rose bush?
What key is the {} guitar solo in?
Where can I stream {} cartoons for free?
How do I make {} slime with my kids?
Can I pay my {} parking fine by phone?
How do I level up {} in this game?
What is a good present for a {} fan?
Which shampoo works best on {} hair?
How do I block {} on my phone?
What is the dress code at the {} nightclub?
Does {} have gluten in it?
Where can I charge my {} scooter?
How do I clean a {} oven?
Is {} a good name for a puppy?
What is the score in the {} match?
How much do {} sneakers cost?
When does the {} bakery close tonight?
When is the next train to {} from platform two?
Who won the {} lottery on Saturday?
Why is {} trending on Instagram?
How do I cook {} in an air fryer?
How do I install {} on Windows?
Which vitamins are in {} juice?
What is the best season to plant {}?
Where do I throw away {} batteries?
Can I freeze {} soup?
How do I get rid of {} ants in the kitchen?
What is the tip for a {} taxi driver?
Which seat is best on the {} roller coaster?
Why does my knee hurt after {} yoga?
How do I top up my {} prepaid card?
What is the phone number of the {} pizzeria?
How many episodes are there in the {} sitcom?
Can you tell me a joke about {} and a parrot?""".splitlines()
)
RUSSIAN = tuple(
    """Как сбросить пароль от {} на телефоне?
Как приготовить {} в духовке?
Сколько калорий в порции {}?
Где купить дешёвый {} с доставкой?
Какая погода в {} на выходных?
Как вывести пятно от {} с дивана?
Можно ли кормить кошку {}?
Сколько стоит подписка на {} в месяц?
Почему тормозит приложение {}?
Как подключить {} к телевизору?
Какой шампунь подходит для {}?
Как пожарить {} с луком?
Во сколько закрывается аптека {}?
Как удалить аккаунт {}?
Кто забил гол за {} вчера?
Какой курс {} к рублю сегодня?
Как почистить {} от накипи?
Сколько варить {} для салата?
Как перевести слово {} на японский?
Где скачать игру {} бесплатно?
Чем поливать {} на подоконнике?
Какой размер обуви {} выбрать ребёнку?
Как связать шарф {} спицами?
Можно ли провезти {} в самолёте?
Как вернуть билет на концерт {}?
Сколько сохнет краска {}?
Как оплатить штраф {} через банк?
Какой пылесос лучше, {} или другой?
Почему болит спина после {}?
Как назвать щенка, если не {}?
Сколько серий в сериале {}?
Как установить {} на ноутбук?
Когда отправляется автобус до {} с вокзала?
Где зарядить самокат {}?
Какой подарок купить фанату {}?
Как отменить заказ {} в магазине?
Чем полезен сок {}?
Как избавиться от муравьёв в {}?
Какой рецепт пирога с {} самый простой?
Кто поёт песню про {} на радио?
Как пополнить карту {} без комиссии?
Какая температура кипения у {}?
Как заморозить {} на зиму?
Сколько лет гарантии у стиральной машины {}?
Какой фильм с {} посмотреть вечером?
Как настроить будильник {}?
Какие витамины есть в {}?
Где припарковаться возле пиццерии {}?
Как постирать куртку {}?
Расскажи анекдот про {} и попугая""".splitlines()
)
SEED = 1917
NAMES = 20
"""Names that each template is asked with."""


def near_misses(engine: Engine) -> Iterator[tuple[Lang, str]]:
    """The questions, with the language of each."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret about it
    heads = [head for _, head in sorted(engine.base.heads.items()) if head.kind != "outside"]
    forms: tuple[tuple[Lang, tuple[str, ...]], ...] = (("en", ENGLISH), ("ru", RUSSIAN))
    for language, templates in forms:
        for template in templates:
            for head in chance.sample(heads, NAMES):
                yield language, template.format(head.name.say(language))
