"""What Érable et Cie in Montréal sells, and to whom, in French and in English. Prices are in Canadian cents."""

from cloverdesk.demo.paying.taxes import RATES
from cloverdesk.demo.trade.catalogue import Catalogue, Names, PlanOffer, Town, shelf

GST, QST = RATES["ca"]
"""Both are on the price without tax; groceries are free of either."""

STAPLES = shelf(
    (("Sirop d'érable ambré, 540 ml", "Maple syrup, amber, 540 ml"), 1295),
    (("Café en grains, mélange du Vieux-Port, 454 g", "Whole bean coffee, Old Port blend, 454 g"), 1995),
    (("Bagels de Montréal, la douzaine", "Montréal bagels, a dozen"), 1150),
    (("Fromage Oka, 450 g", "Oka cheese, 450 g"), 1675),
    (("Miel de trèfle, 1 kg", "Clover honey, 1 kg"), 1725),
    (("Cheddar vieilli cinq ans, 300 g", "Cheddar, aged five years, 300 g"), 1499),
    (("Bleuets sauvages surgelés, 1 kg", "Wild blueberries, frozen, 1 kg"), 1650),
    (("Pain au levain", "Sourdough loaf"), 825),
    (("Saumon fumé, 225 g", "Smoked salmon, 225 g"), 2395),
    (("Tourtière du Lac-Saint-Jean, surgelée", "Tourtière from Lac-Saint-Jean, frozen"), 2850),
    (("Huile d'olive, 750 ml", "Olive oil, 750 ml"), 2799),
    (("Beurre d'érable, 330 g", "Maple butter, 330 g"), 1250),
    (("Pois à soupe, 2 kg", "Split peas, 2 kg"), 1049),
    (("Homards vivants, deux", "Live lobsters, two"), 5600),
    (("Ketchup aux fruits maison, trois pots", "Fruit ketchup, home-made, three jars"), 2175),
    (("Farine de sarrasin, 2 kg", "Buckwheat flour, 2 kg"), 1180),
)

KITCHEN = shelf(
    (("Café filtre", "Drip coffee"), 325),
    (("Café au lait", "Café au lait"), 525),
    (("Croissant au beurre", "Butter croissant"), 395),
    (("Cappuccino", "Cappuccino"), 495),
    (("Chocolatine", "Chocolate croissant"), 450),
    (("Latté à l'érable", "Maple latte"), 595),
    (("Muffin aux bleuets", "Blueberry muffin"), 425),
    (("Sandwich à la viande fumée", "Smoked meat sandwich"), 1650),
    (("Poutine classique", "Classic poutine"), 1295),
    (("Soupe aux pois", "Pea soup"), 795),
    (("Grilled cheese à l'Oka", "Oka grilled cheese"), 1350),
    (("Guédille au homard", "Lobster roll"), 2750),
    (("Salade césar", "Caesar salad"), 1250),
    (("Crème brûlée à l'érable", "Maple crème brûlée"), 875),
    (("Thé des bois, théière", "Labrador tea, pot"), 575),
    (("Pouding chômeur", "Pouding chômeur"), 750),
    (("Chocolat chaud, guimauve grillée 🔥", "Hot chocolate, toasted marshmallow 🔥"), 550),
    (("Quiche du jour", "Quiche of the day"), 1175),
    (("Bol végé « Mile-End »", "Veggie bowl “Mile End”"), 1550),
    (("Tire sur la neige", "Maple taffy on snow"), 600),
    taxes=(GST, QST),
    eaten_here=True,
)

GOODS = shelf(
    (("Sac fourre-tout en toile", "Tote bag, canvas"), 2200),
    (("Tasse en grès", "Mug, stoneware"), 2800),
    (("Carte postale, le mont Royal", "Postcard, Mount Royal"), 225),
    (("Bougie à la cire d'abeille", "Beeswax candle"), 2650),
    (("Linge à vaisselle, ceinture fléchée", "Tea towel, arrow sash"), 1895),
    (("Autocollant, castor 🦫", "Sticker, beaver 🦫"), 400),
    (("Coffret « Matins d'hiver »", "Gift box “Winter mornings”"), 6450),
    (("Tuque de laine, rouge", "Wool tuque, red"), 3495),
    (("Cafetière à piston", "French press"), 4200),
    (("Savon à l'avoine et au miel", "Soap, oat & honey"), 895),
    (("Planche à découper en érable", "Cutting board, maple"), 7200),
    (("Mitaines doublées", "Lined mittens"), 5400),
    (("Couverture de laine, grand lit", "Wool blanket, queen"), 21900),
    (("Livre de recettes de grand-mère", "Grandmother's cookbook"), 3295),
    (("Casse-tête de 1 000 pièces, le Vieux-Québec", "Puzzle, 1,000 pieces, Old Québec"), 2999),
    (("Raquettes en frêne", "Snowshoes, ash"), 18950),
    (
        (
            "Coffret pour quatre : café, sirop, confiture, deux tasses et un linge à vaisselle, emballé, avec un mot de vous",
            "Gift box for four: coffee, syrup, jam, two mugs and a tea towel, wrapped, with a card in your own words",
        ),
        13900,
    ),
    taxes=(GST, QST),
)

FRENCH = Names(
    "fr",
    68,
    (
        "Geneviève", "Étienne", "Mélanie", "François", "Anaïs", "Benoît", "Chloé", "Raphaël", "Hélène", "Jérôme",
        "Océane", "Noël", "Léa", "Loïc", "Marie-Ève", "Jean-François", "Amélie", "Gaétan", "Joëlle", "Rémi", "Sébastien",
        "Thérèse", "Valérie", "Yannick", "Élise", "Zoé", "Marc-André", "Noémie", "Olivier", "Pénélope", "Régis",
        "Solène", "Ulysse", "Victoire", "Françoise", "Gisèle", "Hugo", "Inès", "Jacques", "Karine", "Laurence",
    ),
    (
        "Tremblay", "Gagnon", "Côté", "Bouchard", "Lévesque", "L'Écuyer", "D'Amours", "Bélanger", "Gauthier", "Morin",
        "Lefèvre", "St-Pierre", "Thériault", "Desrosiers", "Larivière", "L'Heureux", "Champagne-Dubé", "Pépin", "Nadeau",
        "Ouellet", "Poirier", "Quesnel", "Rhéaume", "Séguin", "Tessier", "Vaillancourt", "Brière", "Daoust", "Émond",
        "Filiatrault", "Grégoire", "Hébert", "Labonté", "Mercier", "Diallo", "Benali", "Nguyen", "Pham", "Haddad",
    ),
)  # fmt: skip
ENGLISH = Names(
    "en",
    32,
    (
        "Olivia", "Liam", "Sarah", "Ethan", "Chloe", "Noah", "Emily", "Jacob", "Hannah", "Owen", "Maeve", "Aidan",
        "Priya", "Wei", "Fatima", "Giovanni", "Sofia", "Dmitri", "Rebecca", "Aaron", "Simone", "Angus", "Fiona", "Kwame",
        "Leah", "Mordecai", "Nikolaos", "Una", "Yusuf", "Zara", "Siobhán", "José",
    ),
    (
        "O'Connor", "Smith", "MacDonald", "Cohen", "Singh", "Chen", "Rossi", "Papadopoulos", "Brown", "O'Neill", "Khan",
        "Levine", "McGill", "Patel", "Nguyen", "Fraser", "Campbell", "D'Souza", "Katz", "Murphy", "Ferrari", "Kowalski",
        "Okafor", "Thompson-Leduc", "St. James", "Wilson", "Zimmerman", "Abbott", "Da Silva", "Young",
    ),
)  # fmt: skip

REMARKABLE = (
    ("Marie-Ève", "L'Écuyer-Saint-Onge"),
    (
        "Marie-Élisabeth-Clémentine-Joséphine-Antoinette",
        "de la Chevrotière de Saint-Hyacinthe-Bourdages-Lotbinière",
    ),
    ("Jean-Noël", "D'Amours"),
    ("Zoé 🍁", "Lachance"),
    ("Nguyễn Thị", "Ánh"),
    ("Ô", "Lê"),
    ("Karonhiakta", "Deer"),
    ("Siobhán", "O'Dea-Çelik"),
)

_RUES = (
    "rue Saint-Denis",
    "av. du Mont-Royal Est",
    "boul. Saint-Laurent",
    "rue Sherbrooke Ouest",
    "rue de l'Église",
)
TOWNS = (
    Town("Montréal", "QC", ("H2Y", "H2J", "H2T", "H3A", "H4C"), ("514", "438"), _RUES),
    Town(
        "Laval",
        "QC",
        ("H7N", "H7V"),
        ("450",),
        ("boul. des Laurentides", "rue Saint-Martin", "av. du Moulin"),
    ),
    Town(
        "Longueuil",
        "QC",
        ("J4K", "J4H"),
        ("450",),
        ("rue Saint-Charles", "ch. de Chambly", "boul. Curé-Poirier"),
    ),
    Town("Québec", "QC", ("G1R", "G1K"), ("418",), ("Grande Allée Est", "rue Saint-Jean", "côte d'Abraham")),
    Town("Gatineau", "QC", ("J8X",), ("819",), ("boul. Saint-Joseph", "rue Eddy")),
    Town("Trois-Rivières", "QC", ("G9A",), ("819",), ("rue des Forges", "boul. des Récollets")),
    Town("Westmount", "QC", ("H3Z",), ("514",), ("Sherbrooke St W", "Victoria Ave", "Greene Ave")),
    Town("Saint-Jérôme", "QC", ("J7Z",), ("450",), ("rue Saint-Georges", "rue De Martigny")),
    Town("Ottawa", "ON", ("K1N", "K2P"), ("613",), ("Elgin St", "Bank St", "Rideau St")),
    Town("Toronto", "ON", ("M5V", "M6J"), ("416",), ("Queen St W", "Spadina Ave")),
)

PLANS = (
    PlanOffer("Café du mois", 2600, "MONTH", 1, 52),
    PlanOffer("Pain, chaque semaine", 850, "WEEK", 1, 8),
    PlanOffer("Panier de la ferme, aux deux semaines", 4200, "WEEK", 2, 10),
    PlanOffer("Membre d'Érable et Cie", 7500, "YEAR", 1, 17, (GST, QST)),
    PlanOffer("Office coffee, two kilos a month", 7000, "MONTH", 1, 7),
    PlanOffer("Coffret dégustation, chaque saison 🍁", 8200, "MONTH", 3, 6, (GST, QST)),
)

CA = Catalogue(
    staples=STAPLES,
    kitchen=KITCHEN,
    goods=GOODS,
    names=(FRENCH, ENGLISH),
    remarkable=REMARKABLE,
    towns=TOWNS,
    postal_pattern=" 9A9",
    plans=PLANS,
    months=(82, 84, 92, 92, 102, 114, 122, 118, 108, 108, 98, 136),
    holidays={
        (1, 1): 10,
        (1, 2): 40,
        (6, 24): 60,
        (7, 1): 50,
        (12, 23): 150,
        (12, 24): 105,
        (12, 25): 8,
        (12, 26): 160,
    },
    moving={"canadian thanksgiving": 45, "black friday": 125},
)
