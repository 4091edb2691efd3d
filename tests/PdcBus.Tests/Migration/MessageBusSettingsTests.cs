using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The original's settings become ours.</summary>
public sealed class MessageBusSettingsTests
{
    public static TheoryData<string, string> Rewritten => new()
    {
        { """{"MLP":""}""", "Messenger=log" },
        { """{"MLP":"fedmsg"}""", "Messenger=fedmsg" },
        { """{"MLP":"test"}""", "Messenger=capture" },
        { """{"MLP":"Fedmsg"}""", "Messenger=fedmsg" },
        // The example of the manual, with the types that JSON gives its values.
        {
            """
            {"MLP":"kombu","URL":"amqp://guest:guest@example.com:5672//",
            "EXCHANGE":{"name":"pdc","type":"topic","durable":false},
            "OPTIONS":{"login_method":"EXTERNAL",
            "ssl":{"ca_certs":"ca.pem","keyfile":"pdc.key","certfile":"pdc.pem","cert_reqs":2}}}
            """,
            """
            Messenger=rabbitmq
            RabbitMq:Declare=false
            RabbitMq:Exchange:Durable=False
            RabbitMq:Exchange:Name=pdc
            RabbitMq:Exchange:Type=topic
            RabbitMq:Tls:CaFile=ca.pem
            RabbitMq:Tls:CertFile=pdc.pem
            RabbitMq:Tls:KeyFile=pdc.key
            RabbitMq:Urls:0=amqps://example.com:5672/%2F
            """
        },
        {
            """{"MLP":"kombu","URL":"pyamqp://u:p%40ss@a;amqp://u:p%40ss@b/v%2Fh","EXCHANGE":{"name":"x"}}""",
            """
            Messenger=rabbitmq
            RabbitMq:Declare=false
            RabbitMq:Exchange:Name=x
            RabbitMq:Urls:0=amqp://u:p%40ss@a/
            RabbitMq:Urls:1=amqp://u:p%40ss@b/v%2Fh
            """
        },
        {
            """{"MLP":"kombu","URL":"amqp://u:p@[::1]:5671/pdc","EXCHANGE":{"name":"x"},"OPTIONS":{"ssl":true}}""",
            """
            Messenger=rabbitmq
            RabbitMq:Declare=false
            RabbitMq:Exchange:Name=x
            RabbitMq:Urls:0=amqps://u:p@[::1]:5671/pdc
            """
        },
        {
            """
            {"MLP":"proton","URL":"amqps://example.com:5671/com.redhat.pdc","CERT_FILE":"pdc.pem","KEY_FILE":"pdc.key"}
            """,
            """
            Amqp:Address=com.redhat.pdc
            Amqp:Tls:CertFile=pdc.pem
            Amqp:Tls:KeyFile=pdc.key
            Amqp:Urls:0=amqps://example.com:5671
            Messenger=amqp
            """
        },
        {
            """
            {"MLP":"proton","URL":"amqps://u:p%40ss@h//topic/pdc","CERT_FILE":"pdc.pem","KEY_FILE":"pdc.key"}
            """,
            """
            Amqp:Address=/topic/pdc
            Amqp:Tls:CertFile=pdc.pem
            Amqp:Tls:KeyFile=pdc.key
            Amqp:Urls:0=amqps://u:p%40ss@h
            Messenger=amqp
            """
        },
        // Servers as texts, as pairs, and in both ways.
        {
            """
            {"MLP":"stomp","HOST_AND_PORTS":[["mq1.example.com",61613],"mq2.example.com:61613",["::1","61614"],"[::1]:1"],
            "TOPIC":"pdc","CERT_FILE":"pdc.pem","KEY_FILE":"pdc.key"}
            """,
            """
            Messenger=stomp
            Stomp:Destination=/topic/pdc
            Stomp:Tls:CertFile=pdc.pem
            Stomp:Tls:KeyFile=pdc.key
            Stomp:Urls:0=stomp+ssl://mq1.example.com:61613
            Stomp:Urls:1=stomp+ssl://mq2.example.com:61613
            Stomp:Urls:2=stomp+ssl://[::1]:61614
            Stomp:Urls:3=stomp+ssl://[::1]:1
            """
        },
        {
            """
            {"BACKEND":"pdc.apps.messaging.backends.rhmsg.RHMsgMessenger","URLS":["amqps://a:5671","amqps://b:5671"],
            "CERTIFICATE":"pdc.pem","CACERT":"ca.pem","TOPIC_PREFIX":"VirtualTopic.eng.pdc","CONNECTION_TIMEOUT":2.5}
            """,
            """
            Amqp:Address=topic://VirtualTopic.eng.pdc
            Amqp:RandomStart=true
            Amqp:Tls:CaFile=ca.pem
            Amqp:Tls:CertFile=pdc.pem
            Amqp:Urls:0=amqps://a:5671
            Amqp:Urls:1=amqps://b:5671
            Messenger=amqp
            Relay:SendTimeout=00:00:02.5000000
            """
        },
        {
            """{"MLP":"rhmsg","URLS":["amqps://a"],"CERTIFICATE":"pdc.pem","CACERT":null,"TOPIC_PREFIX":"p"}""",
            """
            Amqp:Address=topic://p
            Amqp:RandomStart=true
            Amqp:Tls:CertFile=pdc.pem
            Amqp:Urls:0=amqps://a
            Messenger=amqp
            """
        },
        { """{"BACKEND":"pdc.apps.messaging.backends.fedmsg.FedmsgMessenger","MLP":"kombu"}""", "Messenger=fedmsg" },
        { """{"BACKEND":"pdc.apps.messaging.backends.capture.CaptureMessenger"}""", "Messenger=capture" },
        { """{"BACKEND":"pdc.apps.messaging.backends.dummy.DummyMessenger"}""", "Messenger=log" },
        { """{"BACKEND":"fedmsg"}""", "Messenger=fedmsg" },
        // What another messenger left behind.
        { """{"MLP":"fedmsg","URL":"amqp://example.com","TOPIC":"pdc"}""", "Messenger=fedmsg" },
    };

    public static TheoryData<string, string> Flawed => new()
    {
        {
            """{"MLP":"kafka"}""",
            "MESSAGE_BUS:MLP is 'kafka'. Known are '' (only a log), fedmsg, kombu, proton, rhmsg, stomp, test. For a "
                + "messenger of your own set PdcBus:Messenger to its name, and remove this key."
        },
        {
            """{"BACKEND":"our.messaging.KombuMessenger"}""",
            "MESSAGE_BUS:BACKEND is 'our.messaging.KombuMessenger'. Known are "
        },
        { """{"URL":"amqp://example.com"}""", "MESSAGE_BUS:MLP is missing, and BACKEND too. Known are " },
        { """{"MLP":"","COLOUR":"red"}""", "MESSAGE_BUS:COLOUR is unknown. Remove it, or correct its name." },
        {
            """{"MLP":"kombu"}""",
            "MESSAGE_BUS:EXCHANGE:name is missing. Set it, for example to pdc. MESSAGE_BUS:URL is missing. Set it, for "
                + "example to amqp://user:password@host:5672//."
        },
        {
            """{"MLP":"kombu","URL":"redis://:secret@localhost","EXCHANGE":{"name":"pdc"}}""",
            "MESSAGE_BUS:URL begins with redis://, which leads to no RabbitMQ. Write it like "
                + "amqp://user:password@host:5672//."
        },
        {
            """{"MLP":"kombu","URL":"u:secret@localhost","EXCHANGE":{"name":"pdc"}}""",
            "MESSAGE_BUS:URL is no address. Write it like amqp://user:password@host:5672//."
        },
        {
            """
            {"MLP":"kombu","URL":"amqp://h","EXCHANGE":{"name":"pdc","colour":"red"},"OPTIONS":{"heartbeat":10}}
            """,
            "MESSAGE_BUS:OPTIONS:heartbeat has no counterpart. Known are login_method, ssl; remove it. "
                + "MESSAGE_BUS:EXCHANGE:colour has no counterpart. Known are name, type, durable, auto_delete, "
                + "delivery_mode; remove it."
        },
        {
            """{"MLP":"kombu","URL":"amqp://h","EXCHANGE":{"name":"pdc"},"OPTIONS":{"login_method":"EXTERNAL"}}""",
            "MESSAGE_BUS:OPTIONS:login_method is EXTERNAL, which needs a certificate. Set OPTIONS:ssl:certfile."
        },
        {
            """{"MLP":"kombu","URL":"amqp://h","EXCHANGE":{"name":"pdc"},"OPTIONS":{"login_method":"GSSAPI"}}""",
            "MESSAGE_BUS:OPTIONS:login_method is 'GSSAPI'. Set it to EXTERNAL or PLAIN."
        },
        {
            """{"MLP":"kombu","URL":"amqp://h","EXCHANGE":{"name":"pdc"},"OPTIONS":{"ssl":{"cert_reqs":0}}}""",
            "MESSAGE_BUS:OPTIONS:ssl:cert_reqs is not 2, and PdcBus always checks the server's certificate. Set it to 2, "
                + "and ca_certs to the file with its authority."
        },
        {
            """{"MLP":"kombu","URL":"amqp://h","EXCHANGE":{"name":"pdc","delivery_mode":1}}""",
            "MESSAGE_BUS:EXCHANGE:delivery_mode is not 2, and PdcBus sends what a restart does not lose. Remove it."
        },
        {
            """{"MLP":"proton"}""",
            "MESSAGE_BUS:CERT_FILE is missing. Set it, for example to /etc/pki/pdc.pem. MESSAGE_BUS:KEY_FILE is missing. "
                + "Set it, for example to /etc/pki/pdc.key. MESSAGE_BUS:URL is missing. Set it, for example to "
                + "amqps://example.com:5671/com.redhat.pdc."
        },
        {
            """{"MLP":"proton","URL":"amqps://h:5671/","CERT_FILE":"c","KEY_FILE":"k"}""",
            "MESSAGE_BUS:URL names nothing behind the server. Write it like amqps://example.com:5671/com.redhat.pdc."
        },
        {
            """{"MLP":"stomp"}""",
            "MESSAGE_BUS:HOST_AND_PORTS is empty. Give at least one server, for example mq1.example.com:61613. "
                + "MESSAGE_BUS:TOPIC is missing. Set it, for example to pdc."
        },
        { Stomp("\"mq1\""), "MESSAGE_BUS:HOST_AND_PORTS:0 is 'mq1'. Write mq1.example.com:61613, or host and port as a pair." },
        { Stomp("\"mq1:0\""), "MESSAGE_BUS:HOST_AND_PORTS:0 is 'mq1:0'. " },
        { Stomp("[\"mq1\", 65536]"), "MESSAGE_BUS:HOST_AND_PORTS:0 is 'mq1, 65536'. " },
        { Stomp("[\"mq1\"]"), "MESSAGE_BUS:HOST_AND_PORTS:0 is 'mq1'. " },
        { Stomp("\"stomp://mq1:61613\""), "MESSAGE_BUS:HOST_AND_PORTS:0 is 'stomp://mq1:61613'. " },
        {
            """{"MLP":"rhmsg"}""",
            "MESSAGE_BUS:URLS is empty. Give an address, for example amqps://example.com:5671. MESSAGE_BUS:CERTIFICATE is "
                + "missing. Set it, for example to /etc/pki/pdc.pem. MESSAGE_BUS:TOPIC_PREFIX is missing."
        },
        {
            """{"MLP":"rhmsg","URLS":["amqps://a"],"CERTIFICATE":"c","TOPIC_PREFIX":"p","CONNECTION_TIMEOUT":"soon"}""",
            "MESSAGE_BUS:CONNECTION_TIMEOUT is 'soon'. Set it to seconds, more than 0 and at most 3600."
        },
    };

    [Theory]
    [MemberData(nameof(Rewritten))]
    public void Settings_OfTheOriginal_BecomeOurs(string messageBus, string expected)
    {
        var section = SectionOf(messageBus);

        var seen = section.Configuration.AsEnumerable().Where(s => s.Value is not null);
        Assert.Equal(
            expected.ReplaceLineEndings("\n"),
            string.Join('\n', seen.Select(s => $"{s.Key}={s.Value}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Flawed))]
    public async Task Settings_ThatCannotBeRewritten_StopTheStartWithTheCure(string messageBus, string expected)
    {
        await using var bench = new Bench(b => b.FromMessageBusSettings(Json("MESSAGE_BUS", messageBus)));

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messenger_ThatIsNotRegistered_StopsTheStartWithTheCure()
    {
        await using var bench = new Bench(b => b.FromMessageBusSettings(Json("MESSAGE_BUS", """{"MLP":"fedmsg"}""")));

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.Equal(
            "MESSAGE_BUS:MLP is 'fedmsg', here the messenger 'fedmsg', and no messenger of that name is registered. "
            + "Registered are: log, none, capture. Choose one of these, or add the missing one in Program.cs, for example "
            + "builder.Services.AddPdcBus().AddFedmsgMessenger().",
            error.Message);
    }

    [Fact]
    public async Task Messenger_OfTheOriginal_IsTheOneThatSends()
    {
        await using var bench = new Bench(b => b.FromMessageBusSettings(Json("MESSAGE_BUS", """{"MLP":"test"}""")));
        await bench.StartAsync();

        var chosen = bench.Services.GetRequiredService<ChosenMessengers>().All;

        Assert.Equal("capture", Assert.Single(chosen).Name);
    }

    [Fact]
    public void OwnSection_ThatSaysOtherwise_Wins()
    {
        var section = SectionOf(
            """
            {"MLP":"rhmsg","URLS":["amqps://a","amqps://b"],"CERTIFICATE":"c","TOPIC_PREFIX":"p"}
            """,
            """{"Amqp":{"Urls":["amqps://c"],"Tls":{"CaFile":"ca.pem"}},"WireProfile":"original"}""");

        // A list is taken whole: no entry of the other stays behind it.
        Assert.Equal(["amqps://c"], section.Configuration.GetSection("Amqp:Urls").Get<string[]>()!);
        Assert.Equal("ca.pem", section.Configuration["Amqp:Tls:CaFile"]);
        Assert.Equal("c", section.Configuration["Amqp:Tls:CertFile"]);
        Assert.Equal("original", section.Configuration["WireProfile"]);
    }

    [Theory]
    [InlineData("fedmsg", """{"Messenger":["log"]}""", "fedmsg")]
    [InlineData("", """{"Messenger":"stomp"}""", "stomp")]
    [InlineData("", """{"Messenger":["log"]}""", "log")]
    [InlineData("fedmsg", """{"Messenger":["fedora-messaging","Fedmsg"]}""", "fedora-messaging,Fedmsg")]
    public void OwnSection_NamesAMessengerToo_ABusWinsOverTheLog(string mlp, string own, string expected) => Assert.Equal(
        expected,
        string.Join(',', ChosenMessengers.NamesIn(SectionOf($$"""{"MLP":"{{mlp}}"}""", own).Configuration)));

    [Fact]
    public void OwnSection_NamesAnotherBus_StopsTheStartWithTheCure()
    {
        var error = Assert.Throws<PdcBusException>(
            () => SectionOf("""{"MLP":"fedmsg"}""", """{"Messenger":["stomp","amqp"]}"""));

        Assert.Equal(
            "MESSAGE_BUS:MLP is 'fedmsg', here the messenger 'fedmsg', and PdcBus:Messenger is stomp, amqp. Name 'fedmsg' "
            + "there too, or remove one of the two settings.",
            error.Message);
    }

    [Fact]
    public void OwnSection_OfAnotherName_IsStillNamedInErrors()
    {
        var services = new ServiceCollection();
        services.AddPdcBus(Json("Bus", "{}")).FromMessageBusSettings(Json("MESSAGE_BUS", """{"MLP":"test"}"""));
        using var provider = services.BuildServiceProvider();

        Assert.Equal("Bus:Relay", provider.GetRequiredService<PdcBusSection>().NameOf("Relay"));
    }

    [Fact]
    public void NoSettings_OfTheOriginal_ChangeNothing() =>
        Assert.DoesNotContain(SectionOf("{}").Configuration.AsEnumerable(), s => s.Value is not null);

    private static PdcBusSection SectionOf(string messageBus, string own = "{}")
    {
        var services = new ServiceCollection();
        services.AddPdcBus(Json("PdcBus", own)).FromMessageBusSettings(Json("MESSAGE_BUS", messageBus));
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<PdcBusSection>();
    }

    private static string Stomp(string server) =>
        $$"""{"MLP":"stomp","HOST_AND_PORTS":[{{server}}],"TOPIC":"pdc","CERT_FILE":"c","KEY_FILE":"k"}""";

    private static IConfigurationSection Json(string section, string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($"{{\"{section}\":{json}}}")))
        .Build()
        .GetSection(section);
}
