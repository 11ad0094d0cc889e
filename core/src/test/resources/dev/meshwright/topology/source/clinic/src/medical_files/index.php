<h1>Files</h1>
<p>Don't ask "http://billing:80" here</p>
<?php
require 'vendor/autoload.php';

# $client = new Client(['base_uri' => 'http://gateway:8080']);
use GuzzleHttp\Client;

$client = new Client(['base_uri' => 'http://patients:8080', 'timeout' => 2.0]);
$mongo = getenv('MONGO_URL') ?: 'mongodb://documents-db:27017/records';

function permission(string $who): bool
{
    $curl = curl_init("http://identity:8081/people/$who");
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
    return curl_exec($curl) !== false;
}

$help = <<<'TEXT'
Ask "http://doctors:8000" for help; it's there.
TEXT;
// $old = 'http://booking:80';
error_log("cannot reach http://booking:80");
?>
<a href="http://calendar:50051">calendar</a>
