using Expenses.Core.Syncs;

namespace ExpensesFunctions.Http.Contract.Help;

/// <summary>The twelve sync status codes in plain words (codat-contract §4.9).</summary>
public static class SyncHelp
{
    private const int Kinds = 100;

    /// <summary>A kind for each code: the code and two zeros.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } =
    [
        Kind(SyncStatusCode.InProgress,
            new("The sync is waiting or under way.", "Nothing needs to be done; a webhook tells when it has ended."),
            new("La synchronisation attend ou est en cours.", "Aucune action n’est nécessaire ; un webhook annonce la fin.")),
        Kind(SyncStatusCode.LongRunning,
            new("The sync has been under way for more than ten minutes.", "Nothing needs to be done: large syncs and busy accounting software take that long. It ends by itself."),
            new("La synchronisation dure depuis plus de dix minutes.", "Aucune action n’est nécessaire : un grand volume ou un logiciel comptable chargé l’expliquent. Elle se termine d’elle-même.")),
        Kind(SyncStatusCode.Complete,
            new("Everything was written to the accounting software.", "Nothing needs to be done."),
            new("Tout a été écrit dans le logiciel comptable.", "Aucune action n’est nécessaire.")),
        Kind(SyncStatusCode.CompleteNothingWritten,
            new("There was nothing to write.", "Nothing needs to be done; if you expected transactions, check that the datasets hold them."),
            new("Il n’y avait rien à écrire.", "Aucune action n’est nécessaire ; si vous attendiez des transactions, vérifiez le contenu des jeux de données.")),
        Kind(SyncStatusCode.ConfigurationError,
            new("A default account, supplier or customer is missing, or is no longer in the accounting software.", "Read the mapping options again, set the configuration anew, and start the sync again."),
            new("Un compte, fournisseur ou client par défaut manque ou n’est plus dans le logiciel comptable.", "Relisez les options de mappage, redéfinissez la configuration et relancez la synchronisation.")),
        Kind(SyncStatusCode.CompanyNotFound,
            new("The company or its accounting connection was deleted.", "Create the connection again; after the company was deleted, create a new company."),
            new("L’entreprise ou sa connexion comptable a été supprimée.", "Recréez la connexion ; si l’entreprise a été supprimée, créez-en une nouvelle.")),
        Kind(SyncStatusCode.CompanyUnauthorized,
            new("The accounting software does not let us in: the connection was unlinked, or its authorisation ended.", "Have the customer link the connection again, then start the sync again."),
            new("Le logiciel comptable refuse l’accès : la connexion a été dissociée ou son autorisation a pris fin.", "Faites relier la connexion par le client, puis relancez la synchronisation.")),
        Kind(SyncStatusCode.BillingExpired,
            new("The customer's subscription to the accounting software has lapsed.", "Have the customer renew it, then start the sync again."),
            new("L’abonnement du client au logiciel comptable a expiré.", "Demandez au client de le renouveler, puis relancez la synchronisation.")),
        Kind(SyncStatusCode.ServerError,
            new("Something went wrong on our side.", "Start the sync again: what was written is not written twice. If it goes wrong again, report the correlation id."),
            new("Une erreur s’est produite de notre côté.", "Relancez la synchronisation : rien n’est écrit deux fois. Si l’erreur persiste, transmettez l’identifiant de corrélation.")),
        Kind(SyncStatusCode.Duplicate,
            new("Some transactions are in the accounting software already, and nothing was written.", "Leave the transactions named in the message out, and send the others in a new dataset."),
            new("Certaines transactions sont déjà dans le logiciel comptable ; rien n’a été écrit.", "Retirez les transactions citées dans le message et envoyez les autres dans un nouveau jeu de données.")),
        Kind(SyncStatusCode.ProcessingError,
            new("Some transactions do not fit the accounting software and were not sent; the others were written.", "Read what each transaction says, correct those, and send them in a new dataset."),
            new("Certaines transactions ne conviennent pas au logiciel comptable et n’ont pas été envoyées ; les autres ont été écrites.", "Lisez le message de chaque transaction, corrigez-les et envoyez-les dans un nouveau jeu de données.")),
        Kind(SyncStatusCode.PushError,
            new("The accounting software refused some transactions; the others were written.", "Read what each transaction says; put right what it names, there or here, and retry the failed ones."),
            new("Le logiciel comptable a refusé certaines transactions ; les autres ont été écrites.", "Lisez le message de chaque transaction ; rectifiez ce qu’il cite, là-bas ou ici, et réessayez celles qui ont échoué.")),
    ];

    private static readonly Dictionary<int, ErrorKind> ByCode = All.ToDictionary(kind => kind.Code);

    /// <summary>The kind of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The kind.</returns>
    public static ErrorKind Of(SyncStatusCode code) => ByCode[(int)code * Kinds];

    private static ErrorKind Kind(SyncStatusCode code, HelpText english, HelpText french) => new((int)code * Kinds, english, french);
}
