"""What Maple & Main in Portland, Maine, sells, and to whom. Prices are in cents; staples are free of sales tax there."""

STAPLES: tuple[tuple[str, int], ...] = (
    ("Maple syrup, dark robust, 1 qt", 2850),
    ("Maple syrup, amber rich, 1 pt", 1725),
    ("Wildflower honey, 22 oz", 1450),
    ("Aroostook potatoes, 10 lb", 1195),
    ("Cheddar, aged two years, 1 lb", 1480),
    ("Whole bean coffee, Back Cove blend, 12 oz", 1650),
    ("Sourdough loaf", 875),
    ("Steel-cut oats, 3 lb", 1040),
    ("Wild blueberries, frozen, 3 lb", 1895),
    ("Smoked salmon, 8 oz", 2240),
    ("Farm eggs, two dozen", 1150),
    ("Olive oil, first press, 750 ml", 3100),
)
"""Description and unit price of what is sold without tax."""

GOODS: tuple[tuple[str, int], ...] = (
    ("Drip coffee, 12 oz", 325),
    ("Cappuccino", 475),
    ("Café au lait", 450),
    ("Maple latte", 575),
    ("Cold brew, 16 oz", 525),
    ("Pot of Darjeeling", 550),
    ("Butter croissant", 425),
    ("Almond croissant", 525),
    ("Blueberry muffin", 395),
    ("Cinnamon roll", 495),
    ("Crème brûlée tart", 750),
    ("Whoopie pie", 450),
    ("Lobster roll", 2650),
    ("Clam chowder, bowl", 1275),
    ("Turkey & cheddar on rye", 1325),
    ("Jalapeño cornbread", 550),
    ("Kale Caesar", 1195),
    ("Soup of the day, cup", 750),
    ("Mug, stoneware", 2200),
    ("Tote bag, canvas", 1800),
    ("Beeswax candle, 8 oz", 2450),
    ("Tea towel, lighthouse", 1600),
    ("Postcard, Casco Bay", 195),
    ("Gift box, Maine mornings", 5850),
    ("Pour-over dripper", 3200),
    ("Enamel camp pot", 4875),
)
"""Description and unit price of what is taxed."""

TAX_PER_MILLE = 55

FIRST_NAMES: tuple[str, ...] = (
    "Amélie", "Benjamin", "Chloé", "Dmitri", "Eleanor", "Finn", "Grace", "Hiroshi", "Imani", "José", "Keira", "Liam",
    "Maeve", "Noah", "Olivia", "Priya", "Quentin", "Renée", "Søren", "Tomás", "Ursula", "Vivian", "Wyatt", "Xiomara",
    "Yusuf", "Zoë", "Anaïs", "Björn", "Caitlin", "Duc",
)  # fmt: skip

LAST_NAMES: tuple[str, ...] = (
    "Abbott", "Bouchard", "Côté", "D'Angelo", "Estrada", "Fitzgerald", "García", "Haskell", "Ivanova", "Jørgensen",
    "Kim", "Lefèvre", "Müller", "Nguyen", "O'Brien", "O'Neill", "Pelletier", "Quimby", "Rodríguez", "St. Pierre",
    "Thibodeau", "Underwood", "Vázquez", "Whitcomb", "Young", "Zielińska", "Okafor", "Patel", "Nakamura", "Dubois",
)  # fmt: skip

LONG_NAME = "Wilhelmina Konstantinopoulou-Featherstonehaugh de la Fuente y Villavicencio van der Westhuizen"

CARDS: tuple[tuple[str, str, str], ...] = (
    ("VISA", "424242", "4242"),
    ("VISA", "424242", "4242"),
    ("VISA", "400005", "5556"),
    ("VISA", "476153", "1126"),
    ("MC", "520424", "3294"),
    ("MC", "520424", "3294"),
    ("AMEX", "378282", "0005"),
    ("AMEX", "371449", "8431"),
    ("DISCOVER", "601136", "6668"),
    ("DISCOVER", "601100", "9424"),
)
"""Brand, first six, last four of published test cards, as often as they turn up."""

DECLINING_CARDS: tuple[tuple[str, str, str], ...] = (
    ("VISA", "400557", "2222"),
    ("VISA", "426428", "7771"),
    ("MC", "542418", "3333"),
    ("AMEX", "375987", "0004"),
)
