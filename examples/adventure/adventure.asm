; adventure.asm: a street, a shop and a cave. Old Tom in the shop is a network: whatever you say to him, he answers.
;
; A machine's file (cpm.asm, spectrum.asm) includes this one, and then tom.asm, the network, and defines:
;   put_character   writes A; 13 begins a new line. May destroy AF, BC, DE, HL
;   read_line       reads a typed line. Out: HL -> text, B = its length
;   think           calls tom_ask, the network's: HL -> question, B = length, DE -> buffer for the reply
; It calls tom_init once, and jumps to `game`.
;   leave           returns to the system

game:
        xor a
        ld (has_coin),a
        ld (has_lamp),a
        ld hl,intro_text
        call write
street:
        ld hl,street_text
        call write
        ld a,(has_coin)
        or a
        jr nz,street_command
        ld a,(has_lamp)
        or a
        ld hl,coin_text
        call z,write            ; the coin is still in the fountain
street_command:
        call command
        cp 'N'
        jr z,cave
        cp 'E'
        jr z,shop
        cp 'T'
        jr z,take
        cp 'Q'
        jp z,leave
        ld hl,what_text
        call write
        jr street_command

take:
        ld a,(has_coin)
        ld hl,has_lamp
        or (hl)
        ld hl,nothing_text
        jr nz,take_done
        ld a,1
        ld (has_coin),a
        ld hl,taken_text
take_done:
        call write
        jr street_command

cave:
        ld a,(has_lamp)
        or a
        ld hl,dark_text
        call z,write
        jr z,street
        ld hl,gold_text
        call write
        jp leave

; shop: all that is typed goes to the network, until a line that is just W.
shop:
        ld hl,shop_text
        call write
shop_next:
        call command
        ld c,a
        ld a,b
        dec a
        jr nz,shop_talk
        ld a,c
        cp 'W'
        jr z,street
shop_talk:
        ld de,reply
        call think
        ld hl,says_text
        call write
        ld hl,reply
        call write
        call new_line
        ld a,(reply)
        cp 'S'                  ; SOLD.
        jr nz,shop_next
        ld hl,has_coin
        ld a,(hl)
        or a
        ld (hl),0
        ld hl,no_coin_text
        jr z,shop_tell
        ld a,1
        ld (has_lamp),a
        ld hl,lamp_text
shop_tell:
        call write
        jr shop_next

; command: prompts and reads a line that isn't empty. Out: HL -> line, B = its length, A = its first letter, a capital.
command:
        ld hl,prompt_text
        call write
        call read_line
        ld a,b
        or a
        jr z,command
        ld a,(hl)
        cp 'a'
        ret c
        cp 'z'+1
        ret nc
        and 5Fh
        ret

; write: In: HL -> text that ends with 0. Keeps AF.
write:
        push af
write_next:
        ld a,(hl)
        or a
        jr z,write_done
        inc hl
        push hl
        call put_character
        pop hl
        jr write_next
write_done:
        pop af
        ret

new_line:
        ld a,13
        jp put_character

has_coin:       db 0
has_lamp:       db 0
reply:          ds 51

; Lines have 32 characters at most.
intro_text:     db "THE CAVE. Commands: N, E,",13,"T for take, Q for quit;",13,"W leaves the shop.",13,0
street_text:    db "You are in a street. A cave is",13,"north, a shop is east.",13,0
coin_text:      db "A coin lies in the fountain.",13,0
what_text:      db "You can't do that here.",13,0
nothing_text:   db "There is nothing to take.",13,0
taken_text:     db "You have the coin.",13,0
dark_text:      db "It is too dark. You stumble out.",13,0
gold_text:      db "In the light of your lamp: gold!",13,"YOU WIN.",13,0
shop_text:      db "The shop. Old Tom looks up.",13,"Talk to him!",13,0
says_text:      db "TOM: ",0
no_coin_text:   db "But you have no coin.",13,0
lamp_text:      db "He takes your coin.",13,"You have a lamp.",13,0
prompt_text:    db "> ",0
