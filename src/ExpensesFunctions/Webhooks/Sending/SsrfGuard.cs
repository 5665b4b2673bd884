using System.Net;
using System.Net.Sockets;
using Expenses.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace ExpensesFunctions.Webhooks.Sending;

/// <summary>
/// Connects to addresses that callers named, and to public ones only (reliability.md §3.6). The name is resolved here,
/// every address is checked, and the connection is made to a checked address: a name that resolves differently a moment
/// later changes nothing.
/// </summary>
public sealed class SsrfGuard
{
    private static readonly int[] Ports = [443, 8443];

    private readonly bool _allowLoopback;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> _dial;

    /// <summary>The guard of the app.</summary>
    /// <param name="options">Whether this machine's own addresses are let through.</param>
    public SsrfGuard(IOptions<WebhookOptions> options)
        : this(options.Value.AllowLoopback, Dns.GetHostAddressesAsync, DialAsync)
    {
    }

    /// <summary>A guard with its own view of the network, for tests.</summary>
    /// <param name="allowLoopback">Whether this machine's own addresses are let through.</param>
    /// <param name="resolve">Gives the addresses of a name.</param>
    /// <param name="dial">Opens a connection.</param>
    public SsrfGuard(
        bool allowLoopback,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial)
    {
        _allowLoopback = allowLoopback;
        _resolve = resolve;
        _dial = dial;
    }

    /// <summary>The connection callback of the sockets handler.</summary>
    /// <param name="context">What it wants to connect to.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="BlockedTargetException">The target is reserved, or its port is not one for webhooks.</exception>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);

    /// <summary>Connects to a host.</summary>
    /// <param name="host">A name, or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The connection.</returns>
    /// <exception cref="BlockedTargetException">The target is reserved, or its port is not one for webhooks.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);

        // One bad address spoils the name: which one would be taken next is the name server's choice.
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => IsAllowed(address, port)))
        {
            throw new BlockedTargetException();
        }

        return await DialFirstAsync(addresses, port, cancellationToken);
    }

    private bool IsAllowed(IPAddress address, int port) =>
        (Ports.Contains(port) && !ReservedAddresses.Contains(address))
        || (_allowLoopback && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    private async ValueTask<Stream> DialFirstAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var index = 0; ; index++)
        {
            try
            {
                return await _dial(new IPEndPoint(addresses[index], port), cancellationToken);
            }
            catch (SocketException) when (index + 1 < addresses.Length)
            {
                // The name has another address.
            }
        }
    }

    private static async ValueTask<Stream> DialAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The target is nothing a webhook may go to. The message names no address: a caller learns nothing of this network.</summary>
public sealed class BlockedTargetException() : IOException("The address is reserved, or its port is not one for webhooks.");
