BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
}

Describe 'Publish-Policy' {
    It 'takes a time for a check only with one' {
        { New-PolicyTier a | Publish-Policy -RevertAfter 00:00:10 } | Should -Throw -ErrorId 'VerifyMissing,*'
    }

    It 'sends nothing where the cluster cannot be read, and says so' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        New-PolicyTier a | Publish-Policy -KubeConfig TestDrive:/none -ErrorAction SilentlyContinue -ErrorVariable failed | ForEach-Object Status | Should -Be 'Failed'
        $failed[0].FullyQualifiedErrorId | Should -Match '^ContextUnknown'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'gives a result and an error for a cluster that does not answer, in a dry run too' -Skip:(-not (Get-Command kubectl -ErrorAction Ignore)) {
        Set-Content TestDrive:/config @'
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:9'}}]
users: [{name: u, user: {token: t}}]
contexts: [{name: gone, context: {cluster: c, user: u}}]
current-context: gone
'@
        $result = New-PolicyTier a | Publish-Policy -DryRun Server -KubeConfig TestDrive:/config -Timeout 20 -ErrorAction SilentlyContinue -ErrorVariable failed
        $result.Status | Should -Be 'Failed'
        $failed[0].FullyQualifiedErrorId | Should -Match '^ServerUnreachable'
        $result.Cluster | Should -Be 'gone'
        $result | Out-String | Should -Match 'Failed\s+Tier'
    }
}
