public class InvoiceTests { const string Url = "http://booking:80"; }
