; game.asm: the game. The player has QUESTIONS questions to find out a secret, and one last guess after them. The game
; ends at the reply that means that the guess is right, or after the last guess. The prompt counts.
;
; model-talk.asm gives these texts; all but `game_right` end with 0:
;
;   game_right      the reply to the right guess
;   game_over       whatever the game says of the secret to a player who didn't find it
;
; Only put_character is needed of the machine, as in chat.asm, and nothing of the engine.

; game_start: says what to do. Destroys: everything.
game_start:
        ld a,1
        ld (game_count),a
        ld hl,game_secret
        call write_text
        ld a,QUESTIONS
        call write_number
        ld hl,game_questions
        jr write_text

; game_prompt: the number of the question. Destroys: everything.
game_prompt:
        ld a,(game_count)
        cp QUESTIONS+1
        jr c,write_number
        ld hl,game_last
        jr write_text

; game_listen: before a reply. Destroys: HL.
game_listen:
        ld hl,game_right
        ld (game_heard),hl
        ret

; game_hear: notes a character of a reply, whether it is the next of `game_right`. In: A. Destroys: F, HL.
game_hear:
        ld hl,(game_heard)
        cp (hl)
        jr z,game_as_right
        ld hl,game_other-1      ; and there it stays: no character is 0
game_as_right:
        inc hl
        ld (game_heard),hl
        ret

; game_next: after a reply. Out: carry if the game goes on. Destroys: everything.
game_next:
        ld hl,(game_heard)
        ld de,game_right_end
        or a
        sbc hl,de
        ld hl,game_won
        jr z,game_end
        ld a,(game_count)
        cp QUESTIONS+1
        ld hl,game_over
        jr nc,game_end
        inc a
        ld (game_count),a
        scf
        ret
game_end:
        call write_text
        call newline
        or a
        ret

; write_number: In: A = 0 to 99. Destroys: everything.
write_number:
        ld b,'0'-1
write_tens:
        inc b
        sub 10
        jr nc,write_tens
        add a,'0'+10
        push af
        ld a,b
        cp '0'
        call nz,put_character
        pop af
        jp put_character

game_secret:    db "I HAVE A SECRET. ! LEAVES.",13,10,0
game_questions: db " QUESTIONS AND A LAST GUESS.",13,10,0
game_last:      db "LAST GUESS",0
game_won:       db "YOU GOT IT!",0
game_count:     db 0            ; number of the question, from 1; QUESTIONS+1 is the last guess
game_heard:     dw 0            ; -> in `game_right`, behind what the reply has had of it; or -> `game_other`
game_other:     db 0
