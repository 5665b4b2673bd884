using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>Refusals of values of a request: 400, 413 and 415.</summary>
internal static class ErrorsOfValues
{
    private const int Missing = 40001;
    private const int Malformed = 40002;
    private const int OutOfRange = 40003;
    private const int UnknownWord = 40004;
    private const int Repeated = 40005;
    private const int Retired = 40006;
    private const int Listing = 40007;
    private const int WrongFile = 40008;
    private const int UnknownRecord = 40009;
    private const int MappedTwice = 40010;

    private static readonly Dictionary<string, int> Rules = new(StringComparer.Ordinal)
    {
        ["Required"] = Missing,
        ["NotEmpty"] = Missing,
        ["Format"] = Malformed,
        ["Type"] = Malformed,
        ["Json"] = Malformed,
        ["Encoding"] = Malformed,
        ["Multipart"] = Malformed,
        ["Address"] = Malformed,
        ["Exclusive"] = Malformed,
        ["Range"] = OutOfRange,
        ["Decimals"] = OutOfRange,
        ["Length"] = OutOfRange,
        ["Count"] = OutOfRange,
        ["Choice"] = UnknownWord,
        ["Platform"] = UnknownWord,
        ["Currency"] = UnknownWord,
        ["Duplicate"] = Repeated,
        ["RetiredType"] = Retired,
        ["Paging"] = Listing,
        ["Query"] = Listing,
        ["OrderBy"] = Listing,
        ["tags"] = Listing,
        ["FileExtension"] = WrongFile,
        ["ReceiptNotEmpty"] = WrongFile,
        ["ReceiptSize"] = WrongFile,
        ["Reference"] = UnknownRecord,
        ["Exists"] = UnknownRecord,
        ["DoubleMapping"] = MappedTwice,
    };

    public static IReadOnlyList<ErrorKind> All { get; } =
    [
        new(40000,
            new("A value in the request cannot be used.", "Read validation.errors: each entry names the value and says what would be right."),
            new("Une valeur de la requête ne peut pas être utilisée.", "Lisez validation.errors : chaque entrée désigne la valeur et dit ce qui conviendrait.")),
        new(Missing,
            new("Something the request needs is missing or empty.", "Fill in the values named in validation.errors and send the request again."),
            new("Il manque une valeur nécessaire, ou elle est vide.", "Renseignez les valeurs indiquées dans validation.errors et renvoyez la requête.")),
        new(Malformed,
            new("A value is not written the way it must be.", "Correct the values named in validation.errors; the message of each says which form is expected."),
            new("Une valeur n’est pas écrite comme il faut.", "Corrigez les valeurs indiquées dans validation.errors ; chaque message précise la forme attendue.")),
        new(OutOfRange,
            new("A value is too small, too large, too long or too precise.", "Bring the values named in validation.errors within their limits, or split the request."),
            new("Une valeur est trop petite, trop grande, trop longue ou trop précise.", "Ramenez les valeurs indiquées dans validation.errors dans leurs limites, ou scindez la requête.")),
        new(UnknownWord,
            new("A value is not one of the words allowed there.", "Use one of the words the message lists; upper and lower case make no difference."),
            new("Une valeur ne fait pas partie des mots admis à cet endroit.", "Utilisez un des mots énumérés dans le message ; la casse n’a pas d’importance.")),
        new(Repeated,
            new("The same id stands in the request more than once.", "Give each transaction an id of its own, or remove the repetition."),
            new("Le même identifiant figure plusieurs fois dans la requête.", "Donnez à chaque transaction son propre identifiant ou supprimez la répétition.")),
        new(Retired,
            new("This transaction type is not taken here any more.", "Send transfers and adjustments to their own addresses, as the message says."),
            new("Ce type de transaction n’est plus accepté ici.", "Envoyez les virements et les ajustements à leurs propres adresses, comme l’indique le message.")),
        new(Listing,
            new("The list cannot be filtered, ordered or paged that way.", "Check page, pageSize, query and orderBy; properties have the names they have in the answer."),
            new("La liste ne peut pas être filtrée, triée ou paginée ainsi.", "Vérifiez page, pageSize, query et orderBy ; les propriétés portent les noms qu’elles ont dans la réponse.")),
        new(WrongFile,
            new("The accounting software does not take this file.", "Send a file of a type and size that the message names; scan or export the receipt again if needed."),
            new("Le logiciel comptable n’accepte pas ce fichier.", "Envoyez un fichier du type et de la taille indiqués ; numérisez ou exportez à nouveau le justificatif si nécessaire.")),
        new(UnknownRecord,
            new("The request names a record that the accounting software does not have.", "Read the mapping options again and choose an id from them; the record may have been archived or deleted."),
            new("La requête désigne un enregistrement que le logiciel comptable n’a pas.", "Relisez les options de mappage et choisissez un identifiant parmi elles ; l’enregistrement a pu être archivé ou supprimé.")),
        new(MappedTwice,
            new("Another of your companies books to this account of the same ledger.", "Choose another account, or remove the mapping from the company that the message names."),
            new("Une autre de vos entreprises impute déjà à ce compte du même grand livre.", "Choisissez un autre compte ou retirez l’affectation de l’entreprise citée dans le message.")),
        new(41301,
            new("The request is larger than it may be.", "Split it into several requests, or make the file smaller."),
            new("La requête dépasse la taille permise.", "Scindez-la en plusieurs requêtes ou réduisez le fichier.")),
        new(41501,
            new("The body is not of a kind that is read here.", "Send JSON as application/json in UTF-8 without compression, and files as the reference says."),
            new("Le corps n’est pas d’un type lu ici.", "Envoyez du JSON en application/json, en UTF-8 et sans compression, et les fichiers comme l’indique la référence.")),
    ];

    public static int? CodeOf(int statusCode, string error, string? rule) => statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => 41301,
        StatusCodes.Status415UnsupportedMediaType => 41501,
        StatusCodes.Status400BadRequest when rule is not null => Rules.GetValueOrDefault(rule, 40000),
        StatusCodes.Status400BadRequest when error.StartsWith("Error parsing query", StringComparison.Ordinal) => Listing,
        _ => null,
    };
}
