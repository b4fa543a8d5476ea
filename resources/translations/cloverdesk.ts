<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Cells</name>
    <message>
        <source>No customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChargePane</name>
    <message>
        <source>The selected charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No charge selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release the hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Authorisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tax · Tip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover says</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Charges</name>
    <message>
        <source>Charges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again from Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the charge&apos;s id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the order&apos;s id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln charges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a charge: 4242, 51.20, a name, declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charges, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No charges yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first charge of this store appears here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded, all or in part</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChargesTab</name>
    <message>
        <source>Give money back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the charge again from Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier refund of this charge is not settled yet. Wait until it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not give money back. Ask somebody who may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this charge is left to give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again from Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the charge as Clover has it now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DecideSheet</name>
    <message>
        <source>What became of this refund?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer was lost, and the list of refunds in Clover does not settle it. Look in the Clover dashboard before you decide: what you say here is kept with your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Scroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Empty</name>
    <message>
        <source>Nothing matches “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try fewer words, the last four digits of the card, or the amount.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover did not accept this desk&apos;s sign-in, and the store has not been read before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This happens once. The newest come first, in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to Clover, and this store has not been read before. It appears here as soon as the connection is back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Environment</name>
    <message>
        <source>Demo store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Remove filter {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add filter {text}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HoldShow</name>
    <message>
        <source>Giving back {amount}: sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount} in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineBanner</name>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in to Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can look at everything; giving money back has to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the store as of {moment}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListSide</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListTab</name>
    <message>
        <source>Width of the pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} has not been read from Clover yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LocaleWriter</name>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Add the profile with --environment live or --environment sandbox instead.</source>
        <extracomment>address.clover_itself.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” is one of Clover&apos;s own addresses, and this profile is not for Clover&apos;s own. Nothing was sent.</source>
        <extracomment>address.clover_itself.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is Clover itself</source>
        <extracomment>address.clover_itself.title
----------
profiles.url_is_clovers.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the profile with --environment custom instead.</source>
        <extracomment>address.demo_elsewhere.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” is another computer, and the demo store runs only on this one. Nothing was sent.</source>
        <extracomment>address.demo_elsewhere.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store is on this computer</source>
        <extracomment>address.demo_elsewhere.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it like https://clover.example.com.</source>
        <extracomment>address.invalid.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” cannot be read as the address of a server. Nothing was sent.</source>
        <extracomment>address.invalid.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not an address</source>
        <extracomment>address.invalid.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one with --url, like https://clover.example.com.</source>
        <extracomment>address.missing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kind of profile needs the address of its server. Nothing was sent.</source>
        <extracomment>address.missing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No address</source>
        <extracomment>address.missing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use https. Plain http is for a server on this computer only.</source>
        <extracomment>address.not_private.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” would send tokens and amounts in the clear. Nothing was sent.</source>
        <extracomment>address.not_private.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address is not safe</source>
        <extracomment>address.not_private.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave --url out, or add the profile with --environment custom.</source>
        <extracomment>address.not_taken.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover&apos;s own addresses are known, so “{url}” cannot be used here. Nothing was sent.</source>
        <extracomment>address.not_taken.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No address needed</source>
        <extracomment>address.not_taken.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give back at most {remaining}.</source>
        <extracomment>amount.above_remaining.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is more than the {remaining} that remain of this charge. Nothing was sent.</source>
        <extracomment>amount.above_remaining.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than remains</source>
        <extracomment>amount.above_remaining.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what goes back, like 5.00.</source>
        <extracomment>amount.below_zero.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is below zero. Nothing was sent.</source>
        <extracomment>amount.below_zero.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount below zero</source>
        <extracomment>amount.below_zero.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it like 5.00.</source>
        <extracomment>amount.not_a_number.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” cannot be read as an amount. Nothing was sent.</source>
        <extracomment>amount.not_a_number.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not an amount</source>
        <extracomment>amount.not_a_number.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the amount in {currency}.</source>
        <extracomment>amount.other_currency.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not in {currency}, the currency of this charge. Nothing was sent.</source>
        <extracomment>amount.other_currency.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another currency</source>
        <extracomment>amount.other_currency.title
----------
journal.other_currency_now.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type less.</source>
        <extracomment>amount.too_large.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover takes at most {largest} at once. Nothing was sent.</source>
        <extracomment>amount.too_large.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount too large</source>
        <extracomment>amount.too_large.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it with at most {decimals} decimals.</source>
        <extracomment>amount.too_precise.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” has more than {decimals} decimals. Nothing was sent.</source>
        <extracomment>amount.too_precise.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many decimals</source>
        <extracomment>amount.too_precise.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type more than zero.</source>
        <extracomment>amount.zero.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would go back. Nothing was sent.</source>
        <extracomment>amount.zero.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount is zero</source>
        <extracomment>amount.zero.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the profile&apos;s address, and whether a proxy or a sign-in page of the network stands in between.</source>
        <extracomment>api.bad_answer.advice
----------
api.too_large.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came back (status {status}) is not an answer that Clover gives: “{excerpt}”. Nothing was changed.</source>
        <extracomment>api.bad_answer.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an answer from Clover</source>
        <extracomment>api.bad_answer.title
----------
api.too_large.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the charge before you try again, or settle it another way.</source>
        <extracomment>api.card_declined.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover declined it: “{said}”. Clover says that no money moved.</source>
        <extracomment>api.card_declined.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <extracomment>api.card_declined.title
----------
charge.state.declined
----------
cli.ended.declined.title
----------
operation.state.declined</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the id, and that this is the right store.</source>
        <extracomment>api.missing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover has no “{what}” in this store.</source>
        <extracomment>api.missing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found at Clover</source>
        <extracomment>api.missing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network, then try again.</source>
        <extracomment>api.no_answer.advice
----------
api.unreachable.advice
----------
offline.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} did not answer in time. This was only a look: nothing was changed.</source>
        <extracomment>api.no_answer.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover did not answer</source>
        <extracomment>api.no_answer.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not let this profile&apos;s token do this ({call}). Nothing was done.</source>
        <extracomment>api.not_allowed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not allowed by Clover</source>
        <extracomment>api.not_allowed.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in</source>
        <extracomment>api.not_signed_in.title
----------
profiles.no_tokens.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the computer&apos;s date and its trusted certificates, or ask whoever looks after the network.</source>
        <extracomment>api.not_trusted.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not trust the certificate of {host}. Nothing was sent, no money moved.</source>
        <extracomment>api.not_trusted.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not safe</source>
        <extracomment>api.not_of_today.title
----------
api.not_trusted.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send it again.</source>
        <extracomment>api.outcome_unknown.advice
----------
journal.decline_unchecked.advice
----------
journal.interrupted.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gave no clear answer. We do not know yet whether the money moved; we are checking.</source>
        <extracomment>api.outcome_unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet</source>
        <extracomment>api.change_unknown.title
----------
api.outcome_unknown.title
----------
cli.ended.unknown.title
----------
journal.decline_unchecked.title
----------
journal.interrupted.title
----------
operation.state.unknown</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the merchant id, customers, employees, the store&apos;s settings, plans and subscriptions cannot be reached.</source>
        <extracomment>ability.merchant_id</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a token or a sign-in, nothing at Clover can be read or changed.</source>
        <extracomment>ability.nothing</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the Platform token, customers and their saved cards, employees, roles and the store&apos;s settings cannot be read.</source>
        <extracomment>ability.platform_token</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the private token, charges, orders, refunds, gift cards, plans and subscriptions cannot be read or changed, and no card can be saved on a customer.</source>
        <extracomment>ability.private_token</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the public or the private token, no card can be turned into a token.</source>
        <extracomment>ability.public_token</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it again before you repeat it.</source>
        <extracomment>api.change_unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gave no clear answer, so it is not known whether the change was made. No money moved.</source>
        <extracomment>api.change_unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again. If it stays so, check the app&apos;s client id.</source>
        <extracomment>api.code_refused.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not take the code of this sign-in: it is wrong, too old or used already, or it is another app&apos;s. Nothing was added or changed.</source>
        <extracomment>api.code_refused.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not take the code</source>
        <extracomment>api.code_refused.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the profile again with its merchant id.</source>
        <extracomment>api.merchant_missing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs the store&apos;s merchant id, and the profile does not name it. Nothing was sent.</source>
        <extracomment>api.merchant_missing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which store?</source>
        <extracomment>api.merchant_missing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the store&apos;s owner to give the token what this needs in Clover&apos;s dashboard: {permissions}.</source>
        <extracomment>api.not_allowed.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the profile again with a token that is valid, or give it the permissions that this needs: {permissions}.</source>
        <extracomment>api.not_signed_in.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not accept this profile&apos;s token: it is wrong, expired, or lacks a permission. Nothing was done.</source>
        <extracomment>api.not_signed_in.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the system&apos;s proxy settings, or ask whoever looks after the network.</source>
        <extracomment>api.proxy_refused.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network&apos;s proxy does not let the desk through to {host}. Nothing was changed.</source>
        <extracomment>api.proxy_refused.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy refuses</source>
        <extracomment>api.proxy_refused.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use an HTTP proxy, or take the proxy settings away.</source>
        <extracomment>api.proxy_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s proxy settings name a proxy that the desk cannot use. Nothing was sent.</source>
        <extracomment>api.proxy_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy settings cannot be used</source>
        <extracomment>api.proxy_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a minute, then try again. Other programs on the same token count too.</source>
        <extracomment>api.rate_limited.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover takes no more requests for this store right now. Nothing was done.</source>
        <extracomment>api.rate_limited.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover is busy</source>
        <extracomment>api.rate_limited.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check what was asked for. If it looks right, look the object up in Clover&apos;s dashboard.</source>
        <extracomment>api.refused.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover refused it: “{said}”. No money moved.</source>
        <extracomment>api.refused.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover refused it</source>
        <extracomment>api.refused.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <extracomment>api.server_trouble.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover answered with an error of its own (status {status}). Nothing was changed.</source>
        <extracomment>api.server_trouble.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover has trouble</source>
        <extracomment>api.server_trouble.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again: “cloverdesk profile sign-in”, followed by the profile&apos;s name.</source>
        <extracomment>api.sign_in_ended.advice
----------
api.sign_in_lost.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not renew this profile&apos;s sign-in any more: it was withdrawn, or was not used for too long. Nothing was done.</source>
        <extracomment>api.sign_in_ended.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in has ended</source>
        <extracomment>api.sign_in_ended.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover renewed this profile&apos;s sign-in, and its answer was lost before it was kept: the line was cut, or the program ended. The old sign-in is used up. Nothing was done.</source>
        <extracomment>api.sign_in_lost.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in was lost</source>
        <extracomment>api.sign_in_lost.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the profile again with the public and the platform token too.</source>
        <extracomment>api.token_missing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token for this part of Clover was entered for this profile. Nothing was done.</source>
        <extracomment>api.token_missing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token is missing</source>
        <extracomment>api.token_missing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the token again, without blanks or line breaks, and add the profile again.</source>
        <extracomment>api.token_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile&apos;s token holds characters that no Clover token has. Nothing was sent.</source>
        <extracomment>api.token_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token cannot be used</source>
        <extracomment>api.token_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to {host} could be made. Nothing was sent, no money moved.</source>
        <extracomment>api.unreachable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover cannot be reached</source>
        <extracomment>api.name_unknown.title
----------
api.unreachable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the file there, or take “extra_ca_file” out of the options.</source>
        <extracomment>api.extra_ca_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}”, which the profile&apos;s options name, cannot be read as a file of certificates (PEM). Nothing was sent.</source>
        <extracomment>api.extra_ca_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extra certificates cannot be used</source>
        <extracomment>api.extra_ca_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the network and its proxy, and the profile&apos;s address if it has one, then try again.</source>
        <extracomment>api.name_unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name {host} could not be looked up. Nothing was sent, no money moved.</source>
        <extracomment>api.name_unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer&apos;s date and time. If they are right, tell whoever looks after the network or the server.</source>
        <extracomment>api.not_of_today.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By this computer&apos;s clock, the certificate of {host} is not valid today. Nothing was sent, no money moved.</source>
        <extracomment>api.not_of_today.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came back is far larger than anything Clover sends, and was not read to its end. Nothing was changed.</source>
        <extracomment>api.too_large.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the profile again with the merchant id that belongs to the token.</source>
        <extracomment>api.wrong_merchant.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This profile is for the store {merchant}, but its token belongs to the store {own}. Nothing was done.</source>
        <extracomment>api.wrong_merchant.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another store&apos;s token</source>
        <extracomment>api.wrong_merchant.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again, and paste the whole address that the browser ends at instead of the code alone.</source>
        <extracomment>app.merchant_unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover did not say which merchant signed in. Nothing was added or changed.</source>
        <extracomment>app.merchant_unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which store is it?</source>
        <extracomment>app.merchant_unknown.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it from a desktop, use the commands (cloverdesk --help), or let “cloverdesk tour --out DIR” draw it.</source>
        <extracomment>app.no_display.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloverDesk has nowhere to show its window: neither DISPLAY nor WAYLAND_DISPLAY is set. Nothing was changed.</source>
        <extracomment>app.no_display.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display</source>
        <extracomment>app.no_display.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover does not give this sign-in the store&apos;s public key, so no card can be turned into a token. The app may lack the permission “Online payments”, or the store Clover&apos;s Ecommerce.</source>
        <extracomment>app.no_public_key</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are back from Clover. You can close this page and return to CloverDesk.</source>
        <extracomment>app.page.back</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing here.</source>
        <extracomment>app.page.nothing</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not belong to the sign-in that CloverDesk is waiting for. Start it again there.</source>
        <extracomment>app.page.strange</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again, and paste the whole address that the browser ends at. Each attempt has an address of its own.</source>
        <extracomment>app.paste_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was pasted is neither a code nor the address that this sign-in ends at. Nothing was added or changed.</source>
        <extracomment>app.paste_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is not this sign-in</source>
        <extracomment>app.paste_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the program that uses it, or sign in with --no-browser.</source>
        <extracomment>app.port_taken.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} of this computer, to which the sign-in page goes back, cannot be used: {why}. Nothing was changed.</source>
        <extracomment>app.port_taken.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in page could not come back</source>
        <extracomment>app.port_taken.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again, and allow it.</source>
        <extracomment>app.sign_in_denied.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover&apos;s sign-in page came back without a sign-in: somebody said no there. Nothing was added or changed.</source>
        <extracomment>app.sign_in_denied.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not let in</source>
        <extracomment>app.sign_in_denied.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the app for the store first, then sign in again; or use --no-browser, and paste what the page ends at.</source>
        <extracomment>app.sign_in_timed_out.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody came back from Clover&apos;s sign-in page within {minutes} minutes. Nothing was added or changed. Where the store has not installed the app, the page ends in Clover&apos;s App Market and never comes back.</source>
        <extracomment>app.sign_in_timed_out.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody came back</source>
        <extracomment>app.sign_in_timed_out.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloverDesk is open on this store already: its window was asked to come to the front.</source>
        <extracomment>app.window_open</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a moment and start it again. If it stays so, end the other CloverDesk first.</source>
        <extracomment>app.window_silent.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloverDesk is open on this store already, and its window does not answer. Nothing was opened.</source>
        <extracomment>app.window_silent.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloverDesk does not answer</source>
        <extracomment>app.window_silent.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy of this store was damaged and is being read again from Clover. Nothing was lost. The damaged file is kept as “{file}”.</source>
        <extracomment>cache.rebuilt_damaged</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The local copy of this store came from a newer CloverDesk and is being read again from Clover. Nothing was lost. The newer file is kept as “{file}”.</source>
        <extracomment>cache.rebuilt_newer</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <extracomment>charge.state.held</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <extracomment>charge.state.paid</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly refunded</source>
        <extracomment>charge.state.partly_refunded</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <extracomment>charge.state.pending
----------
refund.state.pending</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded</source>
        <extracomment>charge.state.refunded</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Released</source>
        <extracomment>charge.state.released</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at “cloverdesk operations list”. The report is in {file}: it stays on this computer.</source>
        <extracomment>cli.bug.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something happened that CloverDesk did not foresee. Money operations are in the journal and are looked after.</source>
        <extracomment>cli.bug.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bug in CloverDesk</source>
        <extracomment>cli.bug.title
----------
cli.bug_unreported.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at “cloverdesk operations list”, and make the data directory writable.</source>
        <extracomment>cli.bug_unreported.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something happened that CloverDesk did not foresee, and the report of it could not be written.</source>
        <extracomment>cli.bug_unreported.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this address in a browser on this computer within five minutes:
{address}</source>
        <extracomment>cli.card.by_hand</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card holder has agreed that the card is kept ({wording}).</source>
        <extracomment>cli.card.consented</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A browser opens on the card page. If it does not, open this address on this computer within five minutes:
{address}</source>
        <extracomment>cli.card.in_browser</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The public key {key} of merchant {merchant} is {state}.</source>
        <extracomment>cli.card.key</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>active</source>
        <extracomment>cli.card.key.active</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inactive: Clover gives no tokens for it</source>
        <extracomment>cli.card.key.inactive</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a bank account</source>
        <extracomment>cli.card.kind.ach</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a card</source>
        <extracomment>cli.card.kind.card</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a gift card</source>
        <extracomment>cli.card.kind.gift_card</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {id} of {what}. It is unused.</source>
        <extracomment>cli.card.made</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it? [y/N]</source>
        <extracomment>cli.demo.ask</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no demo store to remove.</source>
        <extracomment>cli.demo.nothing</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed the demo store, its cache and its journal. The next start makes them anew.</source>
        <extracomment>cli.demo.removed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This removes the demo store with all its trade, and what this desk knows of it:
{files}</source>
        <extracomment>cli.demo.removes</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave --host out, or add --allow-remote if that is what you want.</source>
        <extracomment>cli.demo_remote.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store would be open to other computers at {host}.</source>
        <extracomment>cli.demo_remote.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only for this computer</source>
        <extracomment>cli.demo_remote.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file with --db.</source>
        <extracomment>cli.demo_unwritable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{why}.</source>
        <extracomment>cli.demo_unwritable.message
----------
cli.port_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store cannot use its file</source>
        <extracomment>cli.demo_unwritable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <extracomment>cli.empty</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <extracomment>cli.ended.cancelled.advice
----------
cli.not_agreed.advice
----------
cli.reset_not_agreed.advice
----------
journal.done_before.advice
----------
journal.too_late.settled.advice
----------
operation.taken_back.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} was taken back in time. It was not sent.</source>
        <extracomment>cli.ended.cancelled.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <extracomment>cli.ended.cancelled.title
----------
operation.state.cancelled
----------
operation.taken_back.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it with “cloverdesk operations show {operation}”.</source>
        <extracomment>cli.ended.declined.advice
----------
cli.ended.not_happened.advice
----------
cli.ended.set_aside.advice
----------
cli.ended.stopped.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover declined operation {operation}. No money moved.</source>
        <extracomment>cli.ended.declined.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} did not happen. No money moved.</source>
        <extracomment>cli.ended.not_happened.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not happen</source>
        <extracomment>cli.ended.not_happened.title
----------
operation.state.not_happened</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it again.</source>
        <extracomment>cli.ended.not_sent.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} was not sent. No money moved.</source>
        <extracomment>cli.ended.not_sent.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent</source>
        <extracomment>cli.ended.not_sent.title
----------
operation.state.not_sent</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} was set aside: nobody knows whether it happened.</source>
        <extracomment>cli.ended.set_aside.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <extracomment>cli.ended.set_aside.title
----------
operation.state.set_aside</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} was stopped before it was sent. No money moved.</source>
        <extracomment>cli.ended.stopped.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <extracomment>cli.ended.stopped.title
----------
cli.interrupted.title
----------
operation.state.stopped</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send it again. Run “cloverdesk operations list” to have it looked up.</source>
        <extracomment>cli.ended.unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover did not answer. We do not know yet whether operation {operation} happened; we are checking.</source>
        <extracomment>cli.ended.unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the gift card (not shown):</source>
        <extracomment>cli.gift_card.ask</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its security code, if it has one (not shown):</source>
        <extracomment>cli.gift_card.ask_code</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass them in by a pipe or a file, never as arguments.</source>
        <extracomment>cli.gift_card_unreadable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input must hold the number of a gift card (6 to 19 digits) on one line, and perhaps its security code (4 to 8 digits) on the next. Nothing was sent.</source>
        <extracomment>cli.gift_card_unreadable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gift card on standard input</source>
        <extracomment>cli.gift_card_unreadable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it again whenever you like.</source>
        <extracomment>cli.interrupted.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped from the keyboard.</source>
        <extracomment>cli.interrupted.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <extracomment>cli.label.card
----------
column.card</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <extracomment>cli.label.charge
----------
column.charge</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <extracomment>cli.label.customer
----------
column.customer</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give back</source>
        <extracomment>cli.label.give_back</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <extracomment>cli.label.reason
----------
column.reason</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <extracomment>cli.label.store
----------
column.store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <extracomment>cli.label.who
----------
column.who</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add --yes if it shall happen.</source>
        <extracomment>cli.nobody_to_ask.advice
----------
cli.reset_unasked.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money would move, and there is no terminal to ask at. Nothing was written down or sent.</source>
        <extracomment>cli.nobody_to_ask.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody to ask</source>
        <extracomment>cli.nobody_to_ask.title
----------
cli.reset_unasked.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody said yes. Nothing was written down or sent.</source>
        <extracomment>cli.not_agreed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not agreed</source>
        <extracomment>cli.not_agreed.title
----------
cli.reset_not_agreed.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation} was left by an earlier run: {state}.</source>
        <extracomment>cli.operation.adopted</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {operation}: {state}.</source>
        <extracomment>cli.operation.now</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operations left by an earlier run could not be looked up: {why}</source>
        <extracomment>cli.operation.unread</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>built in</source>
        <extracomment>cli.place.fixed
----------
cli.signs_in.fixed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system keyring</source>
        <extracomment>cli.place.keyring</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vault</source>
        <extracomment>cli.place.vault</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another --port, or leave it out for any free one.</source>
        <extracomment>cli.port_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store cannot listen there</source>
        <extracomment>cli.port_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added the profile “{profile}”. Its tokens are kept in the {place}.</source>
        <extracomment>cli.profile.added</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed the profile “{profile}” and its tokens. Its journal stays in {folder}.</source>
        <extracomment>cli.profile.removed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in as “{profile}” (merchant {merchant}). The sign-in is kept in the {place}, and is renewed by itself.</source>
        <extracomment>cli.profile.signed_in</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it back? [y/N]</source>
        <extracomment>cli.refund.ask</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{charge} of {when}</source>
        <extracomment>cli.refund.charge</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by Clover: {amount} went back on charge {charge}. Refund {refund}.</source>
        <extracomment>cli.refund.done</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting {seconds} s before it is sent as {operation}. Ctrl+C takes it back.</source>
        <extracomment>cli.refund.held</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} of {remaining} that remain</source>
        <extracomment>cli.refund.part</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending. Waiting for Clover&apos;s answer.</source>
        <extracomment>cli.refund.sending</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{store}: {profile}, {environment}</source>
        <extracomment>cli.refund.store</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taking it back.</source>
        <extracomment>cli.refund.taking_back</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount}, all that remains</source>
        <extracomment>cli.refund.whole</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody said yes. Nothing was removed.</source>
        <extracomment>cli.reset_not_agreed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store would be removed, and there is no terminal to ask at. Nothing was removed.</source>
        <extracomment>cli.reset_unasked.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address or code (not shown):</source>
        <extracomment>cli.sign_in.ask</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open this address in a browser and sign in. Then paste the whole address that the browser ends at, or its code:
{address}</source>
        <extracomment>cli.sign_in.by_hand</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A browser opens on Clover&apos;s sign-in page. If it does not, open this address on this computer:
{address}</source>
        <extracomment>cli.sign_in.in_browser</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no profile “{profile}” yet: --environment says which Clover it is on.</source>
        <extracomment>cli.sign_in.which</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>browser</source>
        <extracomment>cli.signs_in.browser</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <extracomment>cli.signs_in.tokens</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token (not shown):</source>
        <extracomment>cli.token.ask</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass the token in by a pipe or a file. Nothing was added.</source>
        <extracomment>cli.token_unreadable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input must hold one token on one line, or JSON with “private” and perhaps “public” and “platform”.</source>
        <extracomment>cli.token_unreadable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token on standard input</source>
        <extracomment>cli.token_unreadable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <extracomment>column.address</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <extracomment>column.amount</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete to</source>
        <extracomment>column.complete_to</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detail</source>
        <extracomment>column.detail</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Environment</source>
        <extracomment>column.environment</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <extracomment>column.key</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>column.kind</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation</source>
        <extracomment>column.operation</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Profile</source>
        <extracomment>column.profile</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund</source>
        <extracomment>column.refund</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <extracomment>column.rows</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs in by</source>
        <extracomment>column.signs_in</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column.state</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <extracomment>column.step</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>column.time</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, and run “cloverdesk demo reset” again.</source>
        <extracomment>demo.in_use.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody is using the demo store: {what}. Nothing was removed.</source>
        <extracomment>demo.in_use.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store is open</source>
        <extracomment>demo.in_use.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start CloverDesk again. If it stays so, run “cloverdesk demo serve” in a terminal and read what it says.</source>
        <extracomment>demo.not_started.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store&apos;s own process did not start: {why}. No real store was touched.</source>
        <extracomment>demo.not_started.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store did not start</source>
        <extracomment>demo.not_started.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how much is to be paid.</source>
        <extracomment>entry.amount_missing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an account holder agrees to names an amount above zero. Nothing was sent.</source>
        <extracomment>entry.amount_missing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which amount?</source>
        <extracomment>entry.amount_missing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a card instead.</source>
        <extracomment>entry.bank_accounts_not_taken.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover takes bank accounts in the United States only, and this store trades in {currency}. Nothing was sent.</source>
        <extracomment>entry.bank_accounts_not_taken.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bank accounts here</source>
        <extracomment>entry.bank_accounts_not_taken.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again whenever you like.</source>
        <extracomment>entry.cancelled.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody pressed Cancel on the card page. Nothing was kept and nothing was charged.</source>
        <extracomment>entry.cancelled.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the card on the card page instead.</source>
        <extracomment>entry.no_test_cards_here.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test cards are for the demo store, the sandbox and test servers on this computer. Nothing was sent.</source>
        <extracomment>entry.no_test_cards_here.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No test cards here</source>
        <extracomment>entry.no_test_cards_here.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer to let programs listen at 127.0.0.1.</source>
        <extracomment>entry.page_unusable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not let CloverDesk serve a page to its own browser: {why}. Nothing was charged.</source>
        <extracomment>entry.page_unusable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card page cannot be shown</source>
        <extracomment>entry.page_unusable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again; the page has a new address each time.</source>
        <extracomment>entry.timed_out.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came from the card page within {minutes} minutes, so it was closed. Nothing was charged.</source>
        <extracomment>entry.timed_out.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody finished</source>
        <extracomment>entry.timed_out.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is settled. If it needs you, say first what became of it.</source>
        <extracomment>journal.already_moving.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {other} on charge {target} is not settled yet. Nothing was written down or sent.</source>
        <extracomment>journal.already_moving.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund is already under way</source>
        <extracomment>journal.already_moving.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it anew. If it stays so, give the money back in Clover&apos;s dashboard.</source>
        <extracomment>journal.broken_before_sending.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something happened that CloverDesk did not foresee, so {amount} was not sent. No money moved.</source>
        <extracomment>journal.broken_before_sending.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: a bug in CloverDesk</source>
        <extracomment>journal.broken_before_sending.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send it again. Compare with Clover&apos;s dashboard, then say whether it happened.</source>
        <extracomment>journal.claimed_by_other.advice
----------
journal.nobody_knows.advice
----------
journal.refunded_amount_moved.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund {refund} is already counted for operation {other}, so it cannot stand for this one of {amount}, too.</source>
        <extracomment>journal.claimed_by_other.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs you</source>
        <extracomment>journal.claimed_by_other.title
----------
journal.nobody_knows.title
----------
journal.refunded_amount_moved.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it again if it shall still happen.</source>
        <extracomment>journal.closed_before_sending.advice
----------
journal.no_trace.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was closed just before {amount} was sent. No money moved.</source>
        <extracomment>journal.closed_before_sending.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: the desk was closed</source>
        <extracomment>journal.closed_before_sending.title
----------
journal.closed_waiting.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for it anew if it shall still happen.</source>
        <extracomment>journal.closed_waiting.advice
----------
journal.left_waiting.advice
----------
journal.overslept.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was closed while {amount} still waited, so it was not sent. No money moved.</source>
        <extracomment>journal.closed_waiting.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again, then ask once more.</source>
        <extracomment>journal.closing.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is closing and takes nothing on any more. Nothing was sent.</source>
        <extracomment>journal.closing.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk is closing</source>
        <extracomment>journal.closing.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover declined the refund of {amount}, which alone does not prove that no money moved, and the charge could not be read back. We are checking.</source>
        <extracomment>journal.decline_unchecked.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier attempt did give the money back: Clover shows refund {refund} of {moved} with our reference. It was not sent again.</source>
        <extracomment>journal.done_before.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It had happened after all</source>
        <extracomment>journal.done_before.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the charge as it is now, then decide anew.</source>
        <extracomment>journal.facts_changed.advice
----------
journal.not_refundable.advice
----------
journal.other_currency_now.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When {amount} was asked for, {before} of the charge could go back; now it is {now}. Somebody gave money back elsewhere. It was not sent; no money of this operation moved.</source>
        <extracomment>journal.facts_changed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The charge changed meanwhile</source>
        <extracomment>journal.facts_changed.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later, or give the money back another way.</source>
        <extracomment>journal.failed_at_clover.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover took the refund of {amount} and says that it failed ({said}). No money moved.</source>
        <extracomment>journal.failed_at_clover.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover could not do it</source>
        <extracomment>journal.failed_at_clover.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk was interrupted before it could note Clover&apos;s answer. We do not know yet whether the {amount} went back; we are checking.</source>
        <extracomment>journal.interrupted.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk ended while {amount} still waited, so it was not sent. No money moved.</source>
        <extracomment>journal.left_waiting.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: the desk had ended</source>
        <extracomment>journal.left_waiting.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with Clover&apos;s dashboard. If none of them is ours, ask for the refund anew.</source>
        <extracomment>journal.maybe_done_before.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since the earlier attempt of {amount}, Clover shows refunds of this charge that carry no reference: {refunds}, together {moved}. One of them may be ours. It was not sent again.</source>
        <extracomment>journal.maybe_done_before.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier attempt may have happened</source>
        <extracomment>journal.maybe_done_before.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} minutes after {amount} was sent, Clover shows no trace of it. No money moved.</source>
        <extracomment>journal.no_trace.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The refund did not happen</source>
        <extracomment>journal.no_trace.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover&apos;s answer to this refund of {amount} was lost. Since then Clover shows {count} refund(s) of this charge without a reference: {refunds}, together {moved}. It may be ours, or somebody else&apos;s.</source>
        <extracomment>journal.nobody_knows.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it was asked for, {before} of the charge could go back; now Clover shows the charge as “{status}”. It was not sent, no money moved.</source>
        <extracomment>journal.not_refundable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The charge can no longer be refunded</source>
        <extracomment>journal.not_refundable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at where it stands.</source>
        <extracomment>journal.not_to_be_tried_again.advice
----------
journal.nothing_to_decide.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what was not sent, or did not happen, can be tried again, and operation {other} is neither. Nothing was sent.</source>
        <extracomment>journal.not_to_be_tried_again.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be tried again</source>
        <extracomment>journal.not_to_be_tried_again.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is known what became of operation {other}. Nothing was changed.</source>
        <extracomment>journal.nothing_to_decide.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to decide</source>
        <extracomment>journal.nothing_to_decide.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} was asked for, but Clover shows the charge in {currency}. It was not sent, no money moved.</source>
        <extracomment>journal.other_currency_now.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The computer was asleep when the wait was over, so {amount} was not sent. No money moved.</source>
        <extracomment>journal.overslept.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent: the computer slept</source>
        <extracomment>journal.overslept.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk and make the folder writable, then try again.</source>
        <extracomment>journal.owners_unwritable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desk cannot write in {folder}, where it notes who runs an operation. Nothing was sent.</source>
        <extracomment>journal.owners_unwritable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data folder cannot be written</source>
        <extracomment>journal.owners_unwritable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover&apos;s answer to this refund of {amount} was lost. Of this charge {before} had gone back before it was sent; now Clover says {now}, and shows no refund that explains it.</source>
        <extracomment>journal.refunded_amount_moved.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it should not have gone back, charge the customer anew.</source>
        <extracomment>journal.too_late.confirmed.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {other} is done: Clover gave the money back.</source>
        <extracomment>journal.too_late.confirmed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too late to take it back</source>
        <extracomment>journal.too_late.confirmed.title
----------
journal.too_late.sending.title
----------
journal.too_late.unknown.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait for Clover&apos;s answer. Do not send it again.</source>
        <extracomment>journal.too_late.sending.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {other} is being sent to Clover right now.</source>
        <extracomment>journal.too_late.sending.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {other} is over, and no money moved.</source>
        <extracomment>journal.too_late.settled.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to take back</source>
        <extracomment>journal.too_late.settled.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not send it again. Wait, or say what became of it.</source>
        <extracomment>journal.too_late.unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation {other} was sent, and nobody knows yet whether the {amount} went back.</source>
        <extracomment>journal.too_late.unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the whole charge back, or leave it.</source>
        <extracomment>journal.whole_only_now.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} was asked for, but Clover takes only the whole charge now: {now}. It was not sent, no money moved.</source>
        <extracomment>journal.whole_only_now.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the whole charge</source>
        <extracomment>journal.whole_only_now.title
----------
refund.whole_only.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to the desktop session that has the keyring, and try again there.</source>
        <extracomment>key.keyring_absent.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this profile is in the system keyring, and there is no keyring in this session. Nothing was opened.</source>
        <extracomment>key.keyring_absent.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No system keyring here</source>
        <extracomment>key.keyring_absent.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the keyring of this session, then try again.</source>
        <extracomment>key.keyring_failed.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring refused a secret: {why}. Nothing was opened.</source>
        <extracomment>key.keyring_failed.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring does not work</source>
        <extracomment>key.keyring_failed.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the keyring, then try again.</source>
        <extracomment>key.keyring_locked.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of this profile is in the system keyring, which is locked. Nothing was opened.</source>
        <extracomment>key.keyring_locked.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring is locked</source>
        <extracomment>key.keyring_locked.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set CLOVERDESK_PASSPHRASE, or type the passphrase in the window.</source>
        <extracomment>key.no_passphrase.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where no system keyring is open, keys and tokens live in a vault that a passphrase opens, and none was given. Nothing was opened.</source>
        <extracomment>key.no_passphrase.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase is needed</source>
        <extracomment>key.no_passphrase.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in as the user who added the profile, on the computer where that was done; or bring the keyring and that folder back from a backup together.</source>
        <extracomment>key.not_in_keyring.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of the profile “{profile}” should be in the system keyring, and is not. No new key was made: the databases in “{folder}” would stay closed for good.</source>
        <extracomment>key.not_in_keyring.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is not there</source>
        <extracomment>key.not_in_keyring.title
----------
key.not_in_vault.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the whole data directory back from a backup, the vault included.</source>
        <extracomment>key.not_in_vault.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key of the profile “{profile}” should be in the vault, and is not. No new key was made: the databases in “{folder}” would stay closed for good.</source>
        <extracomment>key.not_in_vault.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it stays so, end the other CloverDesk first.</source>
        <extracomment>key.sign_in_busy.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another CloverDesk is renewing the sign-in of “{profile}”, and does not come to an end. Nothing was sent.</source>
        <extracomment>key.sign_in_busy.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in is being renewed</source>
        <extracomment>key.sign_in_busy.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring that folder back from a backup.</source>
        <extracomment>key.vault_damaged.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault in “{path}” is not as CloverDesk wrote it. It was left as it is.</source>
        <extracomment>key.vault_damaged.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is damaged</source>
        <extracomment>key.vault_damaged.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check CLOVERDESK_PASSPHRASE, or type the passphrase again.</source>
        <extracomment>key.wrong_passphrase.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault does not open with this passphrase. Nothing was changed.</source>
        <extracomment>key.wrong_passphrase.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <extracomment>key.wrong_passphrase.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the id, or run “cloverdesk sync” first.</source>
        <extracomment>not_found.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {what} in this store.</source>
        <extracomment>not_found.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <extracomment>not_found.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask somebody who may.</source>
        <extracomment>not_permitted.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{who} may not do this.</source>
        <extracomment>not_permitted.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not permitted</source>
        <extracomment>not_permitted.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs Clover, and there is no connection. Nothing was sent.</source>
        <extracomment>offline.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection</source>
        <extracomment>offline.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by Clover</source>
        <extracomment>operation.state.confirmed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <extracomment>operation.state.drafted</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <extracomment>operation.state.held</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <extracomment>operation.state.sending</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken back in time. It was not sent.</source>
        <extracomment>operation.taken_back.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right, or delete it to have the usual options.</source>
        <extracomment>options.damaged.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be read. The store was not opened, and the file was left as it is.</source>
        <extracomment>options.damaged.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The options are damaged</source>
        <extracomment>options.damaged.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right, or delete that line to do without.</source>
        <extracomment>options.no_file.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”, “{name}” must be the whole path of a file, from the root on. The store was not opened.</source>
        <extracomment>options.no_file.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right, or delete that line: then nothing is sent in its place.</source>
        <extracomment>options.no_ip_address.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”, “{name}” must be an IP address, like 203.0.113.7. The store was not opened.</source>
        <extracomment>options.no_ip_address.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right, or delete that line to have the usual value.</source>
        <extracomment>options.not_one_of.advice
----------
options.not_usable.advice
----------
options.out_of_range.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”, “{name}” must be one of: {words}. The store was not opened.</source>
        <extracomment>options.not_one_of.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An option is not right</source>
        <extracomment>options.no_file.title
----------
options.no_ip_address.title
----------
options.not_one_of.title
----------
options.not_usable.title
----------
options.out_of_range.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”, what “{name}” says cannot be used. The store was not opened.</source>
        <extracomment>options.not_usable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “{path}”, “{name}” must be a whole number from {least} to {most}. The store was not opened.</source>
        <extracomment>options.out_of_range.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gives money back by amount only where a charge has no tax. The whole charge can go back.</source>
        <extracomment>partial.has_tax</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gives money back by amount only where a charge has no tip. The whole charge can go back.</source>
        <extracomment>partial.has_tip</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a hold: nothing was taken yet, so it can only be released as a whole.</source>
        <extracomment>partial.is_hold</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order of this charge is not read yet, so only the whole charge can go back.</source>
        <extracomment>partial.order_not_read</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gives money back by amount only where a charge has one line. The whole charge can go back.</source>
        <extracomment>partial.several_lines</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <extracomment>profiles.built_in.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile “{name}” comes with CloverDesk: it cannot be added or removed.</source>
        <extracomment>profiles.built_in.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo store is built in</source>
        <extracomment>profiles.built_in.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it right, or bring it back from a backup; or move it away and add the profiles again under their old names.</source>
        <extracomment>profiles.damaged.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be read. It was left as it is, and so were the databases.</source>
        <extracomment>profiles.damaged.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of profiles is damaged</source>
        <extracomment>profiles.damaged.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name (capitals do not count), or remove that one first.</source>
        <extracomment>profiles.exists.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a profile “{name}” already. It was not changed.</source>
        <extracomment>profiles.exists.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile is there already</source>
        <extracomment>profiles.exists.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it and try again.</source>
        <extracomment>profiles.field_invalid.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” cannot be the {field} of a profile. Nothing was added.</source>
        <extracomment>profiles.field_invalid.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something of the profile is not right</source>
        <extracomment>profiles.field_invalid.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 1 to 41 letters, digits, spaces, “_”, “.” and “-”, beginning and ending with a letter or digit.</source>
        <extracomment>profiles.name_invalid.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a profile.</source>
        <extracomment>profiles.name_invalid.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a name for a profile</source>
        <extracomment>profiles.name_invalid.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the app with --client-id and --redirect, or add the profile with its tokens: “cloverdesk profile add … --token-stdin”.</source>
        <extracomment>profiles.no_sign_in.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CloverDesk comes with no Clover app of its own, and none is set for {environment}, so there is no sign-in through the browser. Nothing was added or changed.</source>
        <extracomment>profiles.no_sign_in.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in is not set up</source>
        <extracomment>profiles.no_sign_in.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the profile and add it again with its token; its journal is kept.</source>
        <extracomment>profiles.no_tokens.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No API token is kept for the profile “{profile}”. Nothing was sent.</source>
        <extracomment>profiles.no_tokens.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one with --profile.</source>
        <extracomment>profiles.not_chosen.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are several profiles: {names}. Nothing was done.</source>
        <extracomment>profiles.not_chosen.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which profile?</source>
        <extracomment>profiles.not_chosen.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name: money operations of one store must never be looked up in another.</source>
        <extracomment>profiles.of_another_store.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was the name of another store, whose journal is in {folder}. Nothing was added, and it was not changed.</source>
        <extracomment>profiles.of_another_store.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name belongs to another store</source>
        <extracomment>profiles.of_another_store.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of these, or add it with “cloverdesk profile add”.</source>
        <extracomment>profiles.unknown.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no profile “{name}”. There are: {known}.</source>
        <extracomment>profiles.unknown.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such profile</source>
        <extracomment>profiles.unknown.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use https://host, or http:// for this very computer (127.0.0.1), without user, password or “?”.</source>
        <extracomment>profiles.url_invalid.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” cannot be the address of a server. Nothing was added.</source>
        <extracomment>profiles.url_invalid.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not an address for a profile</source>
        <extracomment>profiles.url_invalid.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it with --environment live or --environment sandbox, and without an address.</source>
        <extracomment>profiles.url_is_clovers.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{url}” is one of Clover&apos;s own addresses, and a custom profile is not for Clover&apos;s own. Nothing was added.</source>
        <extracomment>profiles.url_is_clovers.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at its refunds: the money went back already, or was never taken.</source>
        <extracomment>refund.nothing_left.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of charge {charge} is left to give back. Nothing was sent.</source>
        <extracomment>refund.nothing_left.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing left to give back</source>
        <extracomment>refund.nothing_left.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <extracomment>refund.reason.duplicate</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fraudulent</source>
        <extracomment>refund.reason.fraudulent</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requested by customer</source>
        <extracomment>refund.reason.requested_by_customer</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <extracomment>entry.cancelled.title
----------
refund.state.canceled</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <extracomment>refund.state.failed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back</source>
        <extracomment>refund.state.succeeded</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the whole charge back: leave the amount out.</source>
        <extracomment>refund.whole_only.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gives charge {charge} back only as a whole: {remaining}. Nothing was sent.</source>
        <extracomment>refund.whole_only.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install that newer CloverDesk.</source>
        <extracomment>settings.newer.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” was written by a newer CloverDesk. It was left as it is.</source>
        <extracomment>settings.newer.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written by a newer CloverDesk</source>
        <extracomment>settings.newer.title
----------
storage.newer.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it writable for you, or choose another place with --data-dir or CLOVERDESK_DATA_DIR.</source>
        <extracomment>settings.unwritable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be written: {why}. Nothing was changed.</source>
        <extracomment>settings.unwritable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data directory cannot be written</source>
        <extracomment>settings.unwritable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other CloverDesk windows and commands on this store, then try again.</source>
        <extracomment>storage.busy.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program holds “{path}”. What was to be saved was not; what was saved before is still there.</source>
        <extracomment>storage.busy.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data file is busy</source>
        <extracomment>storage.busy.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start CloverDesk again. If that does not help, bring the file back from a backup.</source>
        <extracomment>storage.damaged.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” is damaged, or cannot be opened with this store&apos;s key. It was left as it is.</source>
        <extracomment>storage.damaged.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data file is damaged</source>
        <extracomment>storage.damaged.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer CloverDesk again.</source>
        <extracomment>storage.newer.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” has version {found}; this CloverDesk knows versions up to {known}. It was left as it is.</source>
        <extracomment>storage.newer.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, make the file and its folder writable for you, then try again.</source>
        <extracomment>storage.unwritable.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{path}” cannot be used: {why}. What was saved before is still there.</source>
        <extracomment>storage.unwritable.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A data file cannot be written</source>
        <extracomment>storage.unwritable.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it with --help to see what it takes.</source>
        <extracomment>usage.advice</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}</source>
        <extracomment>usage.message</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command is not understood</source>
        <extracomment>usage.title</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Notice</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Operation</name>
    <message>
        <source>Clover declined the refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} did not go back. No money moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover was never asked to give back {amount}. No money moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The charge changed meanwhile, so {amount} was not sent. Look at it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The refund did not happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover has no refund of {amount}. No money moved; you can try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} was not sent. No money moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The refund of {amount} stays unsettled, and nobody is asked again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} is on its way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover took the refund and is still working on it. We keep looking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given back {amount}. Clover confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A refund of {amount} needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer was lost, and what Clover shows does not settle it. Do not send it again: look at the charge and say what happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover did not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We do not know yet whether the refund of {amount} happened; we are checking. Do not send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: no answer, we are checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: did not happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: taken back in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: stopped before sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount}: set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by {who}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefundForm</name>
    <message>
        <source>What goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount to give back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys 1, 2, 3 choose it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {amount} that remain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all that remains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was taken yet: Clover lets go of the money held on {card}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes back to {card}. Clover will void or refund it; both return the money.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefundPane</name>
    <message>
        <source>The selected refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No refund selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover says</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefundSheet</name>
    <message>
        <source>Release the hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give money back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking Clover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl ↵</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is sent at once and cannot be stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can stop it for 1 second.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>You can stop it for %n seconds.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>An earlier refund of this charge is not settled yet. Wait until it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the charge as last seen; it is checked again before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this charge is left to give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Release {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give back {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review {amount}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Refunds</name>
    <message>
        <source>Refunds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 refund</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln refunds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%Ln found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a refund: 5.00, an id, pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunds, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No refunds yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money that goes back to a customer appears here by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover gave the money back. The bank shows it within some days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover took the refund and is still working on it. We keep looking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover could not give the money back. It stayed with the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The refund was cancelled. The money stayed with the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clover reports a status that this desk does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voided before it was settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold released</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefundsTab</name>
    <message>
        <source>Show the charge of a refund</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportSheet</name>
    <message>
        <source>Something went wrong in CloverDesk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Money is safe: what was asked for is written down before it is sent, and is looked up afterwards. You can go on working. This report stays on this computer unless you send it yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount}, everything that remains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before it is sent we look at the charge once more, and stop if anything has changed. It is sent once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single letters act while no field is typed into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Passphrase of the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete to {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 charge</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln charges</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 charge since {month}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln charges since {month}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Steering</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the search to the list to the pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop what waits, else go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the newest refund back while it waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a refund that still waits can be taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>by {who}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} on its way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{amount} could not be given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Giving back {amount} was cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refund of {amount}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the bank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held, nothing taken yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved by the bank</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TabStack</name>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Store and search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Gift card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unknown card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bank of this card said no. No money was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card has expired. No money was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The security code was wrong. No money was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card had not enough money on it. No money was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The charge was declined. No money was taken.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
