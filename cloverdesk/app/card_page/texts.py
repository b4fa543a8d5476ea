"""What the card page says, in the languages that Clover's fields know: one table, English first."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain.card_entry import PageLocale

_TABLE: dict[str, tuple[str, str]] = {
    "title.card": ("Card", "Carte"),
    "title.ach": ("Bank account", "Compte bancaire"),
    "title.gift_card": ("Gift card", "Carte-cadeau"),
    "for_store": ("For {store}", "Pour {store}"),
    "lead": (
        "What is typed here goes straight to Clover. CloverDesk gets a token for it, and never sees the number.",
        "Ce qui est entré ici va directement à Clover. CloverDesk reçoit un jeton et ne voit jamais le numéro.",
    ),
    "amount": ("Amount: {amount}", "Montant : {amount}"),
    "environment.demo": ("Demo store", "Boutique de démonstration"),
    "environment.sandbox": ("Sandbox", "Bac à sable"),
    "environment.test": ("Test server", "Serveur d'essai"),
    "test_card": (
        "No real cards here. Type a test card, such as {number}, with any date ahead and any three digits.",
        "Pas de vraies cartes ici. Entrez une carte d'essai, comme {number}, une date à venir et trois chiffres.",
    ),
    "CARD_NUMBER": ("Card number", "Numéro de carte"),
    "CARD_DATE": ("Expires (MM/YY)", "Expiration (MM/AA)"),
    "CARD_CVV": ("Security code", "Code de sécurité"),
    "CARD_POSTAL_CODE": ("ZIP or postal code", "Code postal"),
    "consent.title": ("Keep this card", "Conserver cette carte"),
    "consent.heard": ("The card holder has agreed to this.", "Le titulaire de la carte a accepté."),
    "consent.needed": (
        "Tick the box when the card holder has agreed. Without that, no card is kept.",
        "Cochez la case quand le titulaire a accepté. Sans cela, aucune carte n'est conservée.",
    ),
    "loading": ("Clover's fields are loading…", "Les champs de Clover se chargent…"),
    "not_loaded": (
        "Clover's fields did not load. Nothing was sent. Check this computer's network, then try again.",
        "Les champs de Clover ne se sont pas chargés. Rien n'a été envoyé. Vérifiez le réseau, puis réessayez.",
    ),
    "again": ("Try again", "Réessayer"),
    "send.card": ("Use this card", "Utiliser cette carte"),
    "send.ach": ("Use this account", "Utiliser ce compte"),
    "send.gift_card": ("Use this gift card", "Utiliser cette carte-cadeau"),
    "cancel": ("Cancel", "Annuler"),
    "working": ("Clover is looking at it…", "Clover vérifie…"),
    "check_fields": (
        "Something is not right yet: look at the fields that are marked.",
        "Il y a quelque chose à corriger : regardez les champs marqués.",
    ),
    "refused": (
        "Clover did not take it: {why} Nothing was charged.",
        "Clover n'a pas accepté : {why} Rien n'a été débité.",
    ),
    "no_token": (
        "Clover gave no token. Nothing was charged. Try again.",
        "Clover n'a pas donné de jeton. Rien n'a été débité. Réessayez.",
    ),
    "token_late": (
        "Clover has not answered. Nothing was charged. Try again; if it stays so, close this page and start anew.",
        "Clover n'a pas répondu. Rien n'a été débité. Réessayez ; sinon, fermez cette page et recommencez.",
    ),
    "done": ("Done", "Terminé"),
    "done.more": (
        "CloverDesk has what it needs. You can close this page.",
        "CloverDesk a ce qu'il lui faut. Vous pouvez fermer cette page.",
    ),
    "cancelled": ("Cancelled", "Annulé"),
    "cancelled.more": (
        "Nothing was kept and nothing was charged. You can close this page.",
        "Rien n'a été conservé ni débité. Vous pouvez fermer cette page.",
    ),
    "over": ("This page has ended", "Cette page est terminée"),
    "over.more": (
        "CloverDesk no longer waits for it. Nothing was charged. Start again in CloverDesk.",
        "CloverDesk ne l'attend plus. Rien n'a été débité. Recommencez dans CloverDesk.",
    ),
    "no_script": (
        "This page needs JavaScript: Clover's fields are made with it.",
        "Cette page a besoin de JavaScript : les champs de Clover en dépendent.",
    ),
    "opened_already": (
        "This page is open in another browser, and only there. Start again in CloverDesk if that is not yours.",
        "Cette page est ouverte dans un autre navigateur, et là seulement. Recommencez dans CloverDesk si besoin.",
    ),
    "nothing": ("There is nothing here.", "Il n'y a rien ici."),
}


def texts_in(locale: PageLocale) -> Mapping[str, str]:
    """Every text by its name."""
    column = 1 if locale.language == "fr" else 0
    return MappingProxyType({name: both[column] for name, both in _TABLE.items()})
