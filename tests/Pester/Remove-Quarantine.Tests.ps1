BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Remove-Quarantine' {
    It 'gives an error for a cluster that does not answer' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        Set-Content TestDrive:/config @'
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: gone, context: {cluster: c, user: u}}]
current-context: gone
'@
        Remove-Quarantine web -KubeConfig TestDrive:/config -Timeout 20 -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'ServerUnreachable,*'
    }
}
