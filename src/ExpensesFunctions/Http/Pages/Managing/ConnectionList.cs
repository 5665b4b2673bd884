using System.Globalization;
using Expenses.Core.Companies;
using ExpensesFunctions.Http.Connections;
using Microsoft.AspNetCore.Http;

namespace ExpensesFunctions.Http.Pages.Managing;

/// <summary>The page that lists a company's connections.</summary>
public sealed class ConnectionList(ConnectionView view)
{
    private const string DateAndTime = "yyyy-MM-dd HH:mm 'UTC'";

    /// <summary>The page.</summary>
    internal HtmlPage Page(HttpRequest request, PageFrame frame, CompanyWithConnections entry)
    {
        var title = frame.Text("connectionsTitle", entry.Company.Name);
        return HtmlPage.Of(StatusCodes.Status200OK, frame.Page(title, "connections", new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["heading"] = Html.Text(title),
            ["connections"] = entry.Connections.Count == 0
                ? new Html($"<p>{Html.Text(frame.Text("noConnections")).Markup}</p>")
                : Html.Join(entry.Connections.Select(connection => Row(request, frame, connection))),
        }));
    }

    private Html Row(HttpRequest request, PageFrame frame, Connection connection) => PageTemplate.Fill("connection", frame.Language, new Dictionary<string, Html>(StringComparer.Ordinal)
    {
        ["platform"] = Html.Text(view.PlatformOf(connection).Name),
        ["status"] = Html.Text(frame.Text($"status{connection.Status}")),
        ["state"] = Html.Text(connection.Status.ToString()),
        ["created"] = Time(connection.Created),
        ["lastRead"] = connection.SourceType == SourceType.Accounting ? LastRead(frame, connection) : Html.Empty,
        ["problem"] = connection.Errors?.All.FirstOrDefault(error => error.Resolved is null) is { } error
            ? new Html($"<p class=\"problem\">{Html.Text(frame.Text("lastProblem", error.Message)).Markup}</p>")
            : Html.Empty,
        ["action"] = Action(request, frame, connection),
    });

    // Only the customer's own software can be disconnected here: the other end is the product that sent the customer.
    private static Html Action(HttpRequest request, PageFrame frame, Connection connection)
    {
        if (connection.Status == ConnectionStatus.Linked && connection.SourceType != SourceType.Accounting)
        {
            return Html.Empty;
        }

        var company = connection.Company.Company.Value;
        var action = connection.Status switch
        {
            ConnectionStatus.Linked => "disconnect",
            _ => "reconnect",
        };
        return PageTemplate.Fill("action", frame.Language, new Dictionary<string, Html>(StringComparer.Ordinal)
        {
            ["address"] = Html.Text($"{company}/connections/{connection.Id}/{action}?{PageLanguage.Parameter}={frame.Language}"),
            ["key"] = Html.Text(CompanyPass.FormKeyOf(request, company)),
            ["kind"] = Html.Text(action),
            ["label"] = Html.Text(frame.Text(connection.Status switch
            {
                ConnectionStatus.Linked => "disconnect",
                ConnectionStatus.PendingAuth => "connect",
                _ => "reconnect",
            })),
        });
    }

    private static Html LastRead(PageFrame frame, Connection connection) => new(
        $"<dt>{Html.Text(frame.Text("lastReadLabel")).Markup}</dt><dd>{(connection.LastSync is { } read ? Time(read) : Html.Text(frame.Text("never"))).Markup}</dd>");

    private static Html Time(DateTimeOffset time) => new(
        $"<time datetime=\"{time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture)}Z\">{time.UtcDateTime.ToString(DateAndTime, CultureInfo.InvariantCulture)}</time>");
}
