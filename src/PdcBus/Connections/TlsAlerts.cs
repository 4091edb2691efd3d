namespace PdcBus;

/// <summary>From the words of the runtime and of OpenSSL to what a person has to do.</summary>
internal static class TlsAlerts
{
    public static string? Explain(string text, string name, string section, string? certFile)
    {
        if (Has("RemoteCertificateNameMismatch"))
        {
            return $"The server's certificate does not bear the name '{name}'. " +
                $"Set {section}:ServerName to the name that it bears, or use that name in the URL.";
        }

        if (Has("NotTimeValid")) return "The server's certificate has expired or is not valid yet. Renew it on the server.";
        if (Has("UntrustedRoot") || Has("PartialChain"))
        {
            return "The server's certificate was not signed by an authority that is trusted here. " +
                $"Set {section}:CaFile to the file with its authority.";
        }

        if (Has("RemoteCertificate")) return $"The server's certificate was not accepted: {text}";
        if (Has("certificate required") || (certFile is null && (Has("bad certificate") || Has("handshake failure"))))
        {
            return $"The server asks for a certificate. Set {section}:CertFile and KeyFile.";
        }

        if (Has("certificate expired")) return $"The server says that the certificate in {section}:CertFile has expired. Renew it.";
        if (Has("unknown ca"))
        {
            return $"The server does not trust the authority of the certificate in {section}:CertFile. " +
                "Use one of an authority that it knows.";
        }

        if (Has("bad certificate") || Has("certificate unknown") || Has("certificate revoked") || Has("unsupported certificate"))
        {
            return $"The server does not accept the certificate in {section}:CertFile.";
        }

        return null;

        bool Has(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}
