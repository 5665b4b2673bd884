using Expenses.Core.Syncs;

namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>Why a transaction, or a record, is not in the accounting software, in plain words. The first problem its message names decides.</summary>
public static class TransactionHelp
{
    /// <summary>A write that was not done within its limit.</summary>
    public static readonly ErrorKind TimedOut = new(513003,
        new("It was not done within its time limit; it may have landed after all.", "Look in the accounting software, or read the data type again, before you send it once more."),
        new("L’opération n’a pas abouti dans le délai imparti ; elle a pu aboutir ensuite.", "Vérifiez dans le logiciel comptable ou relisez ce type de données avant de la renvoyer."));

    private static readonly ErrorKind Invalid = new(512001,
        new("The transaction does not fit the accounting software, so it was not sent.", "Correct what the message names, and send it in a new dataset; its id may stay."),
        new("La transaction ne convient pas au logiciel comptable ; elle n’a pas été envoyée.", "Corrigez ce que cite le message et envoyez-la dans un nouveau jeu de données ; son identifiant peut rester."));

    private static readonly ErrorKind Locked = new(512002,
        new("The date lies in a period that is closed in the accounting software.", "Use the next open day, which the message names, or have the period opened; then send it again."),
        new("La date se situe dans une période clôturée du logiciel comptable.", "Utilisez le prochain jour ouvert, cité dans le message, ou faites rouvrir la période ; puis renvoyez la transaction."));

    private static readonly ErrorKind Gone = new(512003,
        new("It names an account, contact, tax rate or category that the accounting software does not have.", "Read the mapping options again and choose from them; the record may have been deleted."),
        new("Elle cite un compte, un contact, un taux ou une catégorie que le logiciel comptable n’a pas.", "Relisez les options de mappage et choisissez parmi elles ; l’enregistrement a pu être supprimé."));

    private static readonly ErrorKind Archived = new(512004,
        new("It names a record that is archived in the accounting software.", "Have the record restored there, or choose another one."),
        new("Elle cite un enregistrement archivé dans le logiciel comptable.", "Faites restaurer l’enregistrement ou choisissez-en un autre."));

    private static readonly ErrorKind Currency = new(512005,
        new("The currencies, or the rate between them, cannot be booked like this.", "Check the currencies of transaction, bank account and contact, and send currencyRate where they differ from the base currency."),
        new("Les devises ou le taux de change ne peuvent pas être comptabilisés ainsi.", "Vérifiez les devises de la transaction, du compte bancaire et du contact, et envoyez currencyRate si elles diffèrent de la devise de base."));

    private static readonly ErrorKind Tax = new(512006,
        new("The tax rate and the tax amount do not go together, or the rate does not fit the transaction.", "Choose a rate that allows this type of transaction; with a rate of 0 the tax amount is 0."),
        new("Le taux et le montant de taxe ne concordent pas, ou le taux ne convient pas à la transaction.", "Choisissez un taux qui admet ce type de transaction ; avec un taux de 0, le montant de taxe est 0."));

    private static readonly ErrorKind Unsupported = new(512007,
        new("The connected accounting software cannot book this.", "See what it supports under capabilities, and book it there by hand if need be."),
        new("Le logiciel comptable connecté ne peut pas comptabiliser cela.", "Consultez ses capacités (capabilities) et comptabilisez-la à la main si nécessaire."));

    private static readonly ErrorKind Account = new(512008,
        new("The account is of a kind that cannot be used there.", "Choose an account whose validTransactionTypes hold this type; for money, a bank or card account."),
        new("Le compte n’est pas d’un genre utilisable à cet endroit.", "Choisissez un compte dont validTransactionTypes contient ce type ; pour l’argent, un compte bancaire ou de carte."));

    private static readonly ErrorKind Amount = new(512009,
        new("The amounts do not add up, or are too precise.", "Check the sum of the lines, its sign, and the decimals that the currency has."),
        new("Les montants ne concordent pas ou sont trop précis.", "Vérifiez la somme des lignes, son signe et les décimales de la devise."));

    private static readonly ErrorKind Missing = new(512010,
        new("A value is missing, both in the transaction and in the company's configuration.", "Name it in the transaction, or set the configuration's default, and send it again."),
        new("Une valeur manque, dans la transaction comme dans la configuration de l’entreprise.", "Indiquez-la dans la transaction ou définissez la valeur par défaut, puis renvoyez la transaction."));

    private static readonly ErrorKind Refused = new(513001,
        new("The accounting software refused it.", "Put right what the message of the accounting software names, there or here, and retry."),
        new("Le logiciel comptable l’a refusée.", "Rectifiez ce que cite le message du logiciel comptable, là-bas ou ici, et réessayez."));

    private static readonly ErrorKind NotSent = new(513002,
        new("The sync ended before it was sent.", "Put right why the sync ended, then retry the failed transactions; nothing is written twice."),
        new("La synchronisation s’est terminée avant son envoi.", "Rectifiez la cause de l’arrêt, puis réessayez les transactions en échec ; rien n’est écrit deux fois."));

    private static readonly ErrorKind Lost = new(513004,
        new("It was sent, and whether it landed could not be learnt.", "Retry: it is looked up in the accounting software before it is sent again."),
        new("Elle a été envoyée, mais son sort n’a pas pu être établi.", "Réessayez : elle est recherchée dans le logiciel comptable avant tout nouvel envoi."));

    // The first of these that its first sentence has is what a message is about.
    private static readonly (string Words, ErrorKind Kind)[] Problems =
    [
        ("locked", Locked),
        ("does not exist", Gone),
        ("is not in an Active state", Archived),
        ("is not supported by", Unsupported),
        ("are not supported by", Unsupported),
        ("urrency", Currency),
        ("TaxAmount", Tax),
        ("TaxRate", Tax),
        ("account type", Account),
        ("bank or card account", Account),
        ("cannot be used for", Account),
        ("decimals", Amount),
        ("balance", Amount),
        ("total", Amount),
        ("must equal", Amount),
        ("must be greater than", Amount),
        ("is required", Missing),
    ];

    /// <summary>All kinds: 5120 and two digits for what was not sent, 5130 and two for what was.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } =
        [Invalid, Locked, Gone, Archived, Currency, Tax, Unsupported, Account, Amount, Missing, Refused, NotSent, TimedOut, Lost];

    /// <summary>The kind of an outcome.</summary>
    /// <param name="status">Where the transaction stands.</param>
    /// <param name="message">What it says.</param>
    /// <returns>The kind; null when nothing went wrong.</returns>
    public static ErrorKind? Of(TransactionStatus status, string message) => status switch
    {
        TransactionStatus.ValidationError => OfProblem(message) ?? Invalid,
        TransactionStatus.PushError => message.StartsWith("Not sent.", StringComparison.Ordinal) ? NotSent : OfRefusal(message),
        TransactionStatus.Unknown => Lost,
        _ => null,
    };

    /// <summary>The kind of a refusal by the accounting software.</summary>
    /// <param name="message">What the accounting software said.</param>
    /// <returns>The kind.</returns>
    public static ErrorKind OfRefusal(string message) => OfProblem(message) switch
    {
        { } kind when kind == Locked || kind == Gone || kind == Archived => kind,
        _ => Refused,
    };

    private static ErrorKind? OfProblem(string message)
    {
        var first = message[..SentenceEnd(message)];
        return Problems.FirstOrDefault(problem => first.Contains(problem.Words, StringComparison.Ordinal)).Kind;
    }

    // A message is one sentence per problem.
    private static int SentenceEnd(string message) => message.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? end : message.Length;
}
