using System.Collections.Frozen;

namespace Expenses.Core.Transactions;

/// <summary>
/// The currencies of ISO 4217 with their minor units. Funds, metals and test codes have no minor unit and are not here.
/// </summary>
public static class Currency
{
    private static readonly FrozenDictionary<string, int> MinorUnits = new (int Digits, string Codes)[]
    {
        (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
        (2, "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF"),
        (2, "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL"),
        (2, "HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU"),
        (2, "MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR"),
        (2, "SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED"),
        (2, "VES WST XCD XCG YER ZAR ZMW ZWG"),
        // Withdrawn in 2022 or later; expenses made before that are still posted.
        (2, "ANG BGN HRK SLL ZWL"),
        (3, "BHD IQD JOD KWD LYD OMR TND"),
        (4, "CLF UYW"),
    }
    .SelectMany(row => row.Codes.Split(' '), (row, code) => KeyValuePair.Create(code, row.Digits))
    .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The decimals of a currency's smallest unit.</summary>
    /// <param name="code">Three capital letters.</param>
    /// <param name="digits">0, 2, 3 or 4; 0 when the code is unknown.</param>
    /// <returns>Whether the code is a currency.</returns>
    public static bool TryGetMinorUnits(string code, out int digits) => MinorUnits.TryGetValue(code, out digits);

    /// <summary>Rounds to the currency's smallest unit, half away from zero.</summary>
    /// <param name="amount">Major units.</param>
    /// <param name="code">Three capital letters.</param>
    /// <returns>The rounded amount.</returns>
    /// <exception cref="ArgumentException">The code is no currency.</exception>
    public static decimal Round(decimal amount, string code) =>
        Math.Round(amount, DigitsOf(code), MidpointRounding.AwayFromZero);

    /// <summary>Whether an amount can be paid in the currency: no part of its smallest unit is left over.</summary>
    /// <param name="amount">Major units; trailing zeros do not count.</param>
    /// <param name="code">Three capital letters.</param>
    /// <returns>True when rounding changes nothing.</returns>
    /// <exception cref="ArgumentException">The code is no currency.</exception>
    public static bool Fits(decimal amount, string code) => Round(amount, code) == amount;

    private static int DigitsOf(string code) => TryGetMinorUnits(code, out var digits)
        ? digits
        : throw new ArgumentException($"'{code}' is not a currency of ISO 4217.", nameof(code));
}
