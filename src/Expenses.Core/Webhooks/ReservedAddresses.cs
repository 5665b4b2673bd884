using System.Net;
using System.Net.Sockets;

namespace Expenses.Core.Webhooks;

/// <summary>
/// Addresses that nothing a caller names may be connected to: this machine, private networks, metadata services, and
/// whatever the IANA special-purpose registries keep from the public internet. Forms that carry an IPv4 address inside
/// an IPv6 one are judged by the inner one.
/// </summary>
public static class ReservedAddresses
{
    private static readonly IPNetwork[] V4 =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // The platform's virtual address on Azure: DNS, health probes, the machine's agent.
            "168.63.129.16/32",
        ]).Select(IPNetwork.Parse),
    ];

    // The global unicast block; what is not in it is reserved.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] V6 =
    [
        .. ((string[])["2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"]).Select(IPNetwork.Parse),
    ];

    // Prefix and the byte at which an IPv4 address begins in it.
    private static readonly (IPNetwork Prefix, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>Whether an address is reserved.</summary>
    /// <param name="address">The address.</param>
    /// <returns>True unless it is known to be public.</returns>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Contains(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return V4.Any(network => network.Contains(address));
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return true;
        }

        foreach (var (prefix, offset) in Carriers)
        {
            if (prefix.Contains(address))
            {
                return Contains(new IPAddress(address.GetAddressBytes().AsSpan(offset, 4)));
            }
        }

        return !GlobalV6.Contains(address) || V6.Any(network => network.Contains(address));
    }
}
