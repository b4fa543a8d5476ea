"""What Maple & Main in Portland, Maine, sells, and to whom. Prices are in US cents."""

from cloverdesk.demo.paying.taxes import RATES
from cloverdesk.demo.trade.catalogue import Catalogue, Names, PlanOffer, Town, shelf

SALES_TAX, PREPARED_FOOD_TAX = RATES["us"]
"""Maine taxes what is cooked or poured at a rate of its own, and groceries not at all."""

STAPLES = shelf(
    ("Whole bean coffee, Back Cove blend, 12 oz", 1650),
    ("Maple syrup, amber rich, 1 pt", 1725),
    ("Sourdough loaf", 875),
    ("Farm eggs, two dozen", 1150),
    ("Maple syrup, dark robust, 1 qt", 2850),
    ("Wildflower honey, 22 oz", 1450),
    ("Wild blueberries, frozen, 3 lb", 1895),
    ("Cheddar, aged two years, 1 lb", 1480),
    ("Whole bean coffee, decaf, 5 lb", 6200),
    ("Smoked salmon, 8 oz", 2240),
    ("Aroostook potatoes, 10 lb", 1195),
    ("Steel-cut oats, 3 lb", 1040),
    ("Olive oil, first press, 750 ml", 3100),
    ("Sea salt from Bailey Island, 1 lb", 1275),
    ("Dilly beans, pint", 1050),
    ("Blueberry jam, three jars", 2475),
    ("Lobster tails, frozen, four", 5295),
    ("Buckwheat flour, 5 lb", 1385),
)

KITCHEN = shelf(
    ("Drip coffee, 12 oz", 325),
    ("Cappuccino", 475),
    ("Butter croissant", 425),
    ("Maple latte", 575),
    ("Blueberry muffin", 395),
    ("Café au lait", 450),
    ("Cold brew, 16 oz", 525),
    ("Turkey & cheddar on rye", 1325),
    ("Almond croissant", 525),
    ("Cinnamon roll", 495),
    ("Clam chowder, bowl", 1275),
    ("Lobster roll", 2650),
    ("Whoopie pie", 450),
    ("Kale Caesar", 1195),
    ("Pot of Darjeeling", 550),
    ("Soup of the day, cup", 750),
    ("Jalapeño cornbread", 550),
    ("Crème brûlée tart", 750),
    ("Breakfast sandwich “Fisherman's Friend”", 1050),
    ("Hot chocolate with a marshmallow 🔥", 525),
    ("Haddock sandwich", 1575),
    ("Bowl of chili, con carne", 1150),
    taxes=(PREPARED_FOOD_TAX,),
    eaten_here=True,
)

GOODS = shelf(
    ("Tote bag, canvas", 1800),
    ("Mug, stoneware", 2200),
    ("Postcard, Casco Bay", 195),
    ("Beeswax candle, 8 oz", 2450),
    ("Tea towel, lighthouse", 1600),
    ("Sticker, lobster 🦞", 350),
    ("Gift box, Maine mornings", 5850),
    ("Wool cap, navy", 2895),
    ("Pour-over dripper", 3200),
    ("Balsam pillow", 1450),
    ("Enamel camp pot", 4875),
    ("Children's book, “The Lobster Who Waited”", 1199),
    ("Cutting board, rock maple", 6400),
    ("Wool blanket, queen", 18900),
    ("Notebook, tide tables", 1250),
    ("Soap, oat & honey", 795),
    ("Oyster knife", 2650),
    ("Puzzle, 1000 pieces, Portland Head Light", 2499),
    ("Rain jacket, yellow", 14800),
    (
        "Gift box for four: coffee, syrup, jam, two mugs and a tea towel, wrapped, with a card in your own words",
        12400,
    ),
    taxes=(SALES_TAX,),
)

ENGLISH = Names(
    "en",
    100,
    (
        "Olivia", "Benjamin", "Grace", "Liam", "Maeve", "Noah", "Amélie", "Eleanor", "Finn", "Hiroshi", "Imani", "José",
        "Keira", "Priya", "Quentin", "Renée", "Søren", "Tomás", "Ursula", "Vivian", "Wyatt", "Xiomara", "Yusuf", "Zoë",
        "Anaïs", "Björn", "Caitlin", "Duc", "Chloé", "Dmitri", "Abigail", "Caleb", "Delia", "Ethan", "Fatima", "Gideon",
        "Hannah", "Isaac", "Josephine", "Kwame", "Lucia", "Marcus", "Nadia", "Owen", "Penelope", "Rafael", "Siobhán",
        "Theodore", "Una", "Walter", "Anna", "Mary Ellen", "Jean-Paul", "Oluwaseun", "Thaddeus",
    ),
    (
        "Pelletier", "Bouchard", "O'Brien", "Thibodeau", "Whitcomb", "Haskell", "Abbott", "Côté", "D'Angelo", "Estrada",
        "Fitzgerald", "García", "Ivanova", "Jørgensen", "Kim", "Lefèvre", "Müller", "Nguyen", "O'Neill", "Quimby",
        "Rodríguez", "St. Pierre", "Underwood", "Vázquez", "Young", "Zielińska", "Okafor", "Patel", "Nakamura", "Dubois",
        "Merrill", "Sewall", "Levesque", "Beaulieu", "Chase", "Doucette", "Eastman", "Farrington", "Gagnon", "Hamlin",
        "Knight", "Libby", "MacDonald", "Nason", "Ouellette", "Plummer", "Rossi", "Sawyer", "Tibbetts", "Varney",
        "Winslow", "Abdi", "Hassan", "Cohen", "Lindqvist", "Smith-Wheelwright", "van der Meer",
    ),
)  # fmt: skip

REMARKABLE = (
    ("Renée", "O'Brien-Lefèvre"),
    ("Wilhelmina Konstantinopoulou-Featherstonehaugh", "de la Fuente y Villavicencio van der Westhuizen"),
    ("José", "D'Angelo"),
    ("Zoë 🌸", "Hart"),
    ("Nguyễn Thị", "Ánh"),
    ("Bo", "Ng"),
    ("小明", "王"),
    ("Siobhán", "Ní Dhomhnaill"),
)

_MAIN = (
    "Congress St",
    "Exchange St",
    "Spring St",
    "Brackett St",
    "Main St",
    "Elm St",
    "High St",
    "Pine St",
    "State St",
)
TOWNS = (
    Town("Portland", "ME", ("04101", "04102", "04103"), ("207",), _MAIN),
    Town("South Portland", "ME", ("04106",), ("207",), ("Broadway", "Ocean St", "Cottage Rd", "Sawyer St")),
    Town("Cape Elizabeth", "ME", ("04107",), ("207",), ("Shore Rd", "Spurwink Ave", "Fowler Rd")),
    Town("Falmouth", "ME", ("04105",), ("207",), ("Foreside Rd", "Depot Rd", "Falmouth Rd")),
    Town("Westbrook", "ME", ("04092",), ("207",), ("Main St", "Stroudwater St", "Saco St")),
    Town("Brunswick", "ME", ("04011",), ("207",), ("Maine St", "Federal St", "Pleasant St")),
    Town("Bangor", "ME", ("04401",), ("207",), ("Hammond St", "Broadway", "Union St")),
    Town("Portsmouth", "NH", ("03801",), ("603",), ("Market St", "Islington St", "Court St")),
    Town(
        "Boston",
        "MA",
        ("02116", "02127", "02130"),
        ("617", "857"),
        ("Boylston St", "Centre St", "W Broadway"),
    ),
    Town("Burlington", "VT", ("05401",), ("802",), ("Church St", "Pearl St", "North Ave")),
    Town(
        "Brooklyn",
        "NY",
        ("11201", "11215", "11238"),
        ("718", "347"),
        ("Court St", "7th Ave", "Vanderbilt Ave"),
    ),
)

PLANS = (
    PlanOffer("Coffee of the month", 2200, "MONTH", 1, 52),
    PlanOffer("Bread, every week", 900, "WEEK", 1, 8),
    PlanOffer("Farm box, every two weeks", 3800, "WEEK", 2, 10),
    PlanOffer("Maple & Main membership", 6500, "YEAR", 1, 17),
    PlanOffer("Office coffee, five pounds a month", 6200, "MONTH", 1, 7),
    PlanOffer("Tasting box, every season 🍁", 7400, "MONTH", 3, 6, (SALES_TAX,)),
)

US = Catalogue(
    staples=STAPLES,
    kitchen=KITCHEN,
    goods=GOODS,
    names=(ENGLISH,),
    remarkable=REMARKABLE,
    towns=TOWNS,
    postal_pattern="",
    plans=PLANS,
    months=(72, 72, 78, 86, 100, 116, 138, 142, 116, 110, 100, 134),
    holidays={(1, 1): 30, (7, 3): 130, (7, 4): 120, (12, 23): 150, (12, 24): 110, (12, 25): 8, (12, 31): 110},
    moving={"us thanksgiving": 10, "black friday": 170},
)
