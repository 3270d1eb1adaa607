BeforeAll {
    Import-Module "$PSScriptRoot/../../out/CalicoPolicy"
    $findings = Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml" | Test-PolicyEfficiency
}

Describe 'Export-PolicyFinding' {
    It 'writes SARIF that holds each finding' {
        $findings | Export-PolicyFinding $TestDrive/found.sarif -PassThru | Should -BeOfType ([System.IO.FileInfo])
        $run = (Get-Content $TestDrive/found.sarif -Raw | ConvertFrom-Json).runs[0]
        $run.tool.driver.name | Should -Be 'CalicoPolicy'
        $run.results.Count | Should -Be $findings.Count
        $run.results[0].partialFingerprints.'calicoPolicy/v1' | Should -Be $findings[0].Fingerprint
    }

    It 'names files from the root' {
        $findings | Export-PolicyFinding $TestDrive/found.sarif -Root "$PSScriptRoot/../../docs"
        $run = (Get-Content $TestDrive/found.sarif -Raw | ConvertFrom-Json).runs[0]
        $run.results[0].locations[0].physicalLocation.artifactLocation.uri | Should -BeLike 'examples/best-practices/*.yaml'
    }

    It 'writes what Test-PolicyEfficiency takes as a baseline' {
        $findings | Export-PolicyFinding $TestDrive/known.sarif
        Import-Policy "$PSScriptRoot/../../docs/examples/best-practices/*.yaml" | Test-PolicyEfficiency -Baseline $TestDrive/known.sarif |
            Should -BeNullOrEmpty
    }

    It 'keeps a file with -NoClobber' {
        Set-Content $TestDrive/older.sarif older
        $findings | Export-PolicyFinding $TestDrive/older.sarif -NoClobber -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'FileExists,*'
        Get-Content $TestDrive/older.sarif | Should -Be 'older'
    }
}
